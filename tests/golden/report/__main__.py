"""``python -m tests.golden.report`` writes the golden files anew from what the program prints now. Look at the difference first."""

from tests.golden.report.made import HERE, PICTURED, READ, STRUCTURES, pictures, structure, text_by_page

for industry in STRUCTURES:
    (HERE / f"{industry}_structure.txt").write_text(structure(industry), encoding="utf-8")
(HERE / f"{READ}_pages.txt").write_text(text_by_page(READ), encoding="utf-8")
for name, picture in pictures(PICTURED).items():
    picture.save(HERE / f"{PICTURED}_{name}.png", optimize=True)
