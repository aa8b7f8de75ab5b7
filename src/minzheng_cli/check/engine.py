"""Run rules over a knowledge base."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from minzheng_cli.check.registry import Rule
from minzheng_cli.diagnostics import Finding, Severity
from minzheng_cli.model.knowledge import KnowledgeBase


def run(kb: KnowledgeBase, rules: Iterable[Rule]) -> list[Finding]:
    """What the rules find, each finding marked with its rule's code and severity."""
    found: list[Finding] = []
    for each in rules:
        if not _can_run(each, kb):
            continue
        for finding in each.check(kb):
            severity = each.severity if finding.severity is Severity.ERROR else finding.severity
            found.append(replace(finding, code=each.code, severity=severity))
    return found


def _can_run(rule: Rule, kb: KnowledgeBase) -> bool:
    needed = {*rule.reads, *rule.whole}
    return needed <= kb.parts.keys() and not kb.partial.intersection(rule.whole)
