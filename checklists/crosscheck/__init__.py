"""Cross-checks (交叉验证): the same figure from several sources, compared, judged and put into a sentence."""
