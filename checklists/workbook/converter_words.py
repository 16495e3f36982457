"""What pyxform says, in Chinese. It stops at its first refusal and speaks English; its own words are kept for who asks on."""

from __future__ import annotations

import re

_WORDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.DOTALL), words)
    for pattern, words in (
        (r"Could not find the name '(?P<a>[^']*)'", "引用的名称“{a}”在 survey 表里找不到，请核对拼写。"),
        (r"The name '(?P<a>[^']*)' appears more than once", "引用的名称“{a}”在 survey 表里不止一个，请改成不同的名称。"),
        (r"Reference variables must start with", "引用没有写对，应写成 ${{名称}}。"),
        (r"must be unique within their nearest parent", "同一组里有重复的名称，请改一个。"),
        (r"Repeat names must unique|Repeat names must not", "重复组的名称必须在整张问卷里唯一，且不能叫 data。"),
        (r"The name 'meta' is reserved", "名称 meta 是保留字，请换一个。"),
        (r"case-insensitive match to another name", "名称与另一题只有大小写不同，容易弄混，请改一个。"),
        (r"Names must begin with a letter", "名称只能用英文字母、数字和下划线，且以字母开头。"),
        (r"Choice names must be unique", "同一选项列表里有重复的选项代码。"),
        (r"Choices must have a name", "选项没有填 name。"),
        (r"Choices should have a label", "选项没有中文名称。"),
        (r"Unmatched 'end_(?P<a>\w+)'", "end_{a} 没有对应的开头。"),
        (r"Unmatched 'begin_(?P<a>\w+)'", "begin_{a} 没有对应的 end_{a}。"),
        (r"List name not in choices sheet: (?P<a>\S+)", "choices 表里没有名为“{a}”的选项列表。"),
        (r"Choice names with spaces", "多选题的选项代码里不能有空格。"),
        (r"Question or group with no name", "这一行没有填 name。"),
        (r"Question with no type", "这一行没有填 type(题型)。"),
        (r"Missing calculation", "calculate 行没有填 calculation。"),
        (r"Unknown question type '(?P<a>[^']*)'", "题型“{a}”不认识。"),
        (r"different names for the same column were found: '(?P<a>[^']*)', '(?P<b>[^']*)'", "列“{a}”和“{b}”是同一列的两种写法，请删去一列。"),
        (r"required column headers were not found: (?P<a>[^.]*)", "缺少必需的列：{a}。"),
        (r"missing a? ?header row", "第 1 行不是列标题，请补上 type、name 等列标题。"),
        (r"The accepted parameter keys[^']*'(?P<a>[^']*)'.*key\(s\): '(?P<b>[^']*)'", "parameters 里的“{b}”不认识，可用的有：{a}。"),
        (r"Parameters must be in the form", "parameters 应写成“名=值”，多个用空格隔开。"),
        (r"(Group|Repeat) has no label", "这个组没有中文标题。"),
        (r"language declarations do not contain valid machine-readable codes: (?P<a>[^.]*)", "语言“{a}”没有代码，列标题请写成“label::中文 (zh)”。"),
        (r"Language '(?P<a>[^']*)' is missing the (?P<b>\w+) (?:columns )?(?P<c>[^.]*?)(?: column)?\.$", "{b} 表有别的语言，却缺少“{a}”的 {c} 列，那种语言里会是空白。"),
        (r"This form uses or_other and translations", "or_other 生成的“其他”没有中文，请在 choices 表里自己加一个“其他”选项。"),
        (r"There is no survey|must have a sheet named .?survey", "没有 survey 表。"),
        (r"There should be an external_choices sheet", "select_one_external 题型不支持，请改用 select_one 加 choice_filter，或 select_one_from_file。"),
        (r"This section has not been included", "include 行要引用别的文件，不支持；请把那些题写进本表。"),
        (r"no longer supported on most devices", "这种题型大多数设备已不支持。"),
    )
)  # fmt: skip


def in_chinese(said: str, *, refused: bool = True) -> str:
    """The sentence for something that pyxform said; where there is none, its own words in a Chinese frame."""
    for pattern, words in _WORDS:
        match = pattern.search(said)
        if match is not None:
            return words.format(**match.groupdict())
    frame = "表单转换程序不接受这里的写法，它的原话是" if refused else "表单转换程序提醒，它的原话是"
    return f"{frame}：{' '.join(said.split())}"
