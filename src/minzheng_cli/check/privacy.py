"""MZ7: what must not stand in data that many people read, and text that a spreadsheet would run."""

from __future__ import annotations

import re
from collections.abc import Iterable

from minzheng_cli.check.free_text import free_text
from minzheng_cli.check.registry import rule
from minzheng_cli.diagnostics import Finding
from minzheng_cli.model.knowledge import KnowledgeBase

_IDENTITY = re.compile(
    r"(?<![0-9])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![0-9])"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_MOBILE = re.compile(r"(?<![0-9.])(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?![0-9])")
_CARD = re.compile(r"(?<![0-9])\d{4}[- ]?\d{4}[- ]?\d{4}[- ]?\d{4,7}(?![0-9])")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_FORMULA = ("=", "+", "-", "@")


def is_identity_number(number: str) -> bool:
    """True where the last character is the check character that GB 11643-1999 asks of the 17 digits before it."""
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == number[17].upper()


def is_card_number(number: str) -> bool:
    """True where the digits pass Luhn's check (ISO/IEC 7812-1, annex B)."""
    digits = [int(char) for char in reversed(number)]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]
    return 16 <= len(digits) <= 19 and (sum(digits[::2]) + sum(doubled)) % 10 == 0


@rule("MZ701", "有居民身份证号码")
def identity_number(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：进展、说明等自由填写的文字里，没有居民身份证号码（18位，末位校验码符合GB 11643—1999）。

    为什么：知识库会被许多人看到，个人信息不能写进去。

    反例：
        done: 已为王某某（身份证号11010519491231002X）办理低保。
    正例：
        done: 已为1名困难群众办理低保。
    """
    for ref, text in free_text(kb):
        for match in _IDENTITY.finditer(text):
            if is_identity_number(match[0]):
                yield Finding(ref, "有居民身份证号码", "请删去，改写人数或不含个人信息的说法", match[0])


@rule("MZ702", "有手机号码")
def mobile_number(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：进展、说明等自由填写的文字里，没有手机号码。

    为什么：联系方式是个人信息，不应公开。

    反例：
        note: 联系人电话13800138000
    正例：
        note: 联系方式见厅通讯录
    """
    for ref, text in free_text(kb):
        yield from (Finding(ref, "有手机号码", "请删去", match[0]) for match in _MOBILE.finditer(text))


@rule("MZ703", "有银行卡号")
def card_number(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：进展、说明等自由填写的文字里，没有银行卡号（16至19位，符合Luhn校验）。

    为什么：账户信息泄露会造成损失。

    反例：
        evidence: 补贴已打入卡6222020200112230003
    正例：
        evidence: 补贴发放清单（存财务处）
    """
    for ref, text in free_text(kb):
        for match in _CARD.finditer(text):
            bare = re.sub(r"[- ]", "", match[0])
            if is_card_number(bare) and not (_IDENTITY.fullmatch(bare) and is_identity_number(bare)):
                yield Finding(ref, "有银行卡号", "请删去", match[0])


@rule("MZ704", "有电子邮箱地址")
def mail_address(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：进展、说明等自由填写的文字里，没有电子邮箱地址。

    为什么：邮箱地址公开后会收到大量垃圾邮件，也可能暴露个人信息。

    反例：
        note: 材料请发zhangsan@example.com
    正例：
        note: 材料请发厅办公自动化系统
    """
    for ref, text in free_text(kb):
        yield from (Finding(ref, "有电子邮箱地址", "请删去", match[0]) for match in _MAIL.finditer(text))


@rule("MZ705", "文字会被电子表格当成公式")
def formula_text(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：进展、说明等自由填写的文字，不以 = + - @ 开头。

    为什么：这样的文字进了Excel会被当成公式运行，可能显示错误，甚至执行命令。

    反例：
        done: =HYPERLINK("x")
    正例：
        done: 已完成摸底
    """
    for ref, text in free_text(kb):
        if text.startswith(_FORMULA):
            yield Finding(ref, f"文字以“{text[0]}”开头，会被电子表格当成公式", "请改用文字开头", text[0])
