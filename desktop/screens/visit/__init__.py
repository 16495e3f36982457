"""The visit: sections on the left, the questionnaire in the middle, what it means so far on the right."""
