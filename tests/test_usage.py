"""What a user does wrong is said in one Chinese sentence; what goes wrong around the program, too."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
import typer

from minzheng_cli import __version__
from minzheng_cli.cli.app import COMMANDS
from minzheng_cli.store import root as store_root
from tests.conftest import DATA, PROJECT, Mz, Result

NAMES = tuple(command.__name__ for command in COMMANDS)
CHINESE = re.compile("[\u4e00-\u9fff]")
AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


def process(*arguments: str, cwd: Path = PROJECT, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """`mz` in a process of its own."""
    env = {key: value for key, value in os.environ.items() if key not in ("MZ_DATA", "COLUMNS")} | environment
    return subprocess.run(
        [sys.executable, "-m", "minzheng_cli", *arguments], cwd=cwd, env=env, capture_output=True, check=False
    )


MISTAKES = [
    # what is typed | what the sentence must hold
    ("tsks", "没有命令“tsks”。是不是“mz tasks”？"),
    ("社会救助处", "没有命令“社会救助处”。用法见 mz --help"),
    ("it's", "没有命令“it's”。"),
    ("--nope", "没有选项“--nope”。"),
    ("--version=1", "选项--version后面不写内容。"),
    ("tasks --ownr 社会救助处", "没有选项“--ownr”。是不是“--owner”？"),
    ("tasks -x", "没有选项“-x”。用法见 mz tasks --help"),
    ("tasks --owner", "选项--owner后面要写内容。用法见 mz tasks --help"),
    ("targets --annual=yes", "选项--annual后面不写内容。用法见 mz targets --help"),
    ("--data", "选项--data后面要写内容。用法见 mz --help"),
    ("tasks 社会救助处", "多写了参数“社会救助处”。含空格的内容要加引号；用法见 mz tasks --help"),
    ("tasks (a) b", "多写了参数“(a) b”。"),
    ("show", "缺少参数“对象”。用法见 mz show --help"),
    ("report", "缺少参数“种类”。可选：half-year、"),
    ("show T6 T7", "多写了参数“T7”。"),
    ("tasks --owner 社会救助", "没有处室或单位“社会救助”。是不是“社会救助处”？"),
    ("tasks --owner 基层政权与社区建设处", "是不是“基层政权建设和社区治理处”？"),
    ("tasks --owner 火星", "可选：社会救助处、养老服务处、"),
    ("targets --owner 养老处", "是不是“养老服务处”？"),
    ("tasks --group 5", "没有任务分组“5”。可选：1、2、3、4"),
    ("tasks --group 五", "没有任务分组“五”。可选：1、2、3、4"),
    ("tasks --group 第二组", "没有任务分组“第二组”。可选：1、2、3、4"),
    ("tasks --task-force F9", "没有专班“F9”。可选：兜底帮扶指导专班、"),
    ("tasks --task-force 乡村指导专班", "是不是“乡村治理指导专班”？"),
    ("report half-year --task-force 指导", "没有专班“指导”。是不是“兜底帮扶指导专班”？"),
    ("targets --task T99", "没有任务“T99”。是不是“T9”？"),
    ("targets --task G6", "没有任务“G6”。是不是“T6”？"),
    ("targets --due 2030", "没有2030年到期的量化目标。有期限的年份：2022、2025，最近的是2025"),
    ("targets --due 2020", "最近的是2022"),
    ("targets --due abc", "年份“abc”写法不对。请写四位数字，如2025"),
    ("targets --due ２０２５", "年份“２０２５”写法不对。"),
    ("targets --due 25", "年份“25”写法不对。"),
    ("targets --due 2025-12-31", "年份“2025-12-31”写法不对。"),
    ("org --role 处长", "没有角色“处长”。是不是“组长”？可选：组长、副组长、"),
    ("show T99", "没有“T99”。是不是“T9”？"),
    ("show 6", "没有“6”。是不是“T6”？"),
    ("show G6.9", "没有“G6.9”。是不是“G6"),
    ("show 长春", "没有“长春”。是不是“长春市”？"),
    ("show 公主岭县", "是不是“公主岭市”？"),
    ("show ！！！", "可以写T6、T6.2、G6.2、P3、F1，"),
    ("explain MZ999", "没有规则“MZ999”。是不是“MZ"),
    ("explain 引文", "没有规则“引文”。"),
    ("report yearly", "没有报告种类“yearly”。"),
    ("report half-yaer", "没有报告种类“half-yaer”。是不是“half-year”？"),
    ("report half-year --period 2022", "报告期“2022”写法不对。请写成2021H2或2021下半年"),
    ("report half-year --period 2022H3", "报告期“2022H3”写法不对。"),
    ("report half-year --period 0000H1", "报告期“0000H1”写法不对。"),
    ("report half-year --period 2020H2", "报告期2020H2不在方案的实施期限内。最近的是2021H1（2021年上半年）"),
    ("report half-year --period 2026上半年", "最近的是2025H2（2025年下半年）"),
    ("report half-year --as-of 2022-13-01", "日期“2022-13-01”写法不对。请写成年-月-日，如2023-07-10"),
    ("report half-year --as-of 昨天", "日期“昨天”写法不对。"),
    ("report half-year --format pdf", "没有输出格式“pdf”。"),
    ("report half-year -o 报告.pdf", "不能从文件名“报告.pdf”的后缀判断格式。可用的后缀：.md、"),
    ("report half-year -o 报告", "不能从文件名“报告”的后缀判断格式。"),
    ("report half-year -o 没有/报告.md", "文件夹“没有”不存在。请先建立文件夹，"),
    *((f"{name} --format xslx", "没有输出格式“xslx”。") for name in ("tasks", "targets", "org", "show T6", "check")),
    ("check --format tex", "是不是“text”？可选：text、json、github、"),
    ("tasks --format CSV", "可选：table、json、csv、md"),
    *(
        (f"{name} --data 没有的文件夹", "--data指定的文件夹“没有的文件夹”不存在。")
        for name in ("tasks", "check", "org")
    ),
]


def only_line(text: str) -> str:
    """The text, which must be one line of Chinese with no trace of a traceback or of English help."""
    assert text.count("\n") == 1, text
    assert text.endswith("\n")
    assert CHINESE.search(text)
    assert not re.search(r"Traceback|Error|Usage|Invalid|option\b", text), text
    return text


@pytest.mark.parametrize(("typed", "said"), MISTAKES, ids=[typed for typed, _ in MISTAKES])
def test_a_mistake_is_one_sentence_with_what_to_do(
    mz: Mz, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, typed: str, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = mz(*typed.split())
    assert (result.code, result.out) == (2, "")
    assert said in only_line(result.err)
    assert not list(tmp_path.iterdir())


def test_empty_words_are_mistakes_too(mz: Mz) -> None:
    for arguments in (["tasks", "--owner", ""], ["tasks", "--task-force", ""], ["show", ""], ["explain", ""], [""]):
        result = mz(*arguments)
        assert (result.code, result.out) == (2, "")
        only_line(result.err)


def test_a_file_instead_of_a_folder(mz: Mz) -> None:
    result = mz("tasks", "--data", str(DATA / "plan.yaml"))
    assert result.code == 2
    assert "plan.yaml”是文件，不是文件夹。请写知识库所在的文件夹" in only_line(result.err)


def test_a_folder_without_a_base(mz: Mz, tmp_path: Path) -> None:
    result = mz("check", "--data", str(tmp_path))
    assert result.code == 2
    assert f"--data指定的文件夹“{tmp_path}”里没有知识库。" in only_line(result.err)


def test_the_folder_above_the_base_is_put_right(mz: Mz) -> None:
    assert f"是不是“{DATA}”？" in only_line(mz("tasks", "--data", str(PROJECT)).err)


def test_a_folder_that_is_nearly_right(mz: Mz) -> None:
    assert f"不存在。是不是“{DATA}”？" in only_line(mz("tasks", "--data", str(PROJECT / "dara")).err)


def test_a_path_of_which_nothing_exists(mz: Mz, tmp_path: Path) -> None:
    assert "请检查路径" in only_line(mz("tasks", "--data", str(tmp_path / "甲" / "乙")).err)


def test_a_wrong_variable_is_named(mz: Mz, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MZ_DATA", str(tmp_path / "没有"))
    result = mz("tasks")
    assert result.code == 2
    assert only_line(result.err).startswith("环境变量MZ_DATA指定的文件夹“")
    assert mz("tasks", "--data", str(DATA)).code == 0


def test_output_onto_a_folder(mz: Mz, tmp_path: Path) -> None:
    result = mz("report", "half-year", "-o", str(tmp_path))
    assert result.code == 2
    assert "是文件夹，不能作为输出文件。请写文件名" in only_line(result.err)


def test_output_onto_a_folder_with_the_name_of_a_report(mz: Mz, tmp_path: Path) -> None:
    (tmp_path / "报告.md").mkdir()
    result = mz("report", "half-year", "--format", "md", "-o", str(tmp_path / "报告.md"))
    assert result.code == 2
    assert "是文件夹，不能作为输出文件。" in only_line(result.err)
    assert not list((tmp_path / "报告.md").iterdir())


@pytest.mark.skipif(AS_ROOT, reason="root may write anywhere")
def test_output_into_a_folder_without_permission(mz: Mz, tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    result = mz("report", "half-year", "-o", str(tmp_path / "报告.md"))
    tmp_path.chmod(0o755)
    assert result.code == 2
    assert "没有权限，或文件正被其他程序打开" in only_line(result.err)


def test_no_arguments_print_the_help(mz: Mz) -> None:
    shown, asked = mz(), mz("--help")
    assert (shown.code, asked.code) == (2, 0)
    assert shown.err == asked.err == ""
    assert shown.out.strip() == asked.out.strip()
    assert all(f"\n  {name}" in asked.out for name in NAMES)


@pytest.mark.parametrize("name", ["", *NAMES])
@pytest.mark.parametrize("width", ["40", "100"])
def test_help_is_chinese_and_as_wide_as_the_terminal(
    mz: Mz, monkeypatch: pytest.MonkeyPatch, name: str, width: str
) -> None:
    from rich.cells import cell_len

    monkeypatch.setenv("COLUMNS", width)
    result = mz(*name.split(), "-h")
    assert result.code == 0
    assert result.out.startswith("用法：mz")
    lines = result.out.splitlines()
    described = [line for line in lines if re.match(r"  -|  \S+  ", line)]
    assert described
    assert not re.search(r"Usage|Options|Arguments|Commands|Show|default|TEXT", result.out)
    for line in lines:
        assert not line.strip().startswith(tuple("，。、；：）”")), line
        is_example = line.startswith("  mz ")  # to be copied: never broken, as are names of options
        assert is_example or cell_len(line) <= max(int(width), 54), line


def test_version(mz: Mz) -> None:
    assert mz("--version").out == f"mz {__version__}\n"


def raiser(error: BaseException) -> Callable[..., object]:
    """A function that raises."""

    def fail(*_: object, **__: object) -> object:
        raise error

    return fail


@pytest.fixture
def fails(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[BaseException], Path]:
    """Make every command fail with an error; gives the folder of log files."""

    def arrange(error: BaseException) -> Path:
        monkeypatch.setattr(store_root, "find_root", raiser(error))
        monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))
        return tmp_path

    return arrange


def test_a_bug_is_one_line_and_a_log_file(mz: Mz, fails: Callable[[BaseException], Path]) -> None:
    folder = fails(RuntimeError("乱了"))
    result = mz("tasks")
    assert (result.code, result.out) == (3, "")
    (log,) = folder.iterdir()
    assert only_line(result.err) == f"程序出错，这不是您的问题。请把日志“{log}”和所用的命令告诉维护人员\n"
    trace = log.read_text(encoding="utf-8")
    assert trace.startswith("Traceback")
    assert trace.endswith("RuntimeError: 乱了\n")


def test_a_bug_without_room_for_a_log(mz: Mz, fails: Callable[[BaseException], Path]) -> None:
    folder = fails(RuntimeError("乱了"))
    (folder / "mz-错误日志.txt").mkdir()
    result = mz("tasks")
    assert result.code == 3
    assert "日志也无法写入" in only_line(result.err)


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (KeyboardInterrupt(), 130, "已中断。"),
        (MemoryError(), 2, "内存不足。"),
        (PermissionError(13, "Permission denied", "某处"), 2, "无法读写“某处”：没有权限，或文件正被其他程序打开。"),
        (OSError(28, "No space left on device"), 2, "无法读写“输出”：磁盘已满。"),
        (OSError(), 2, "无法读写“输出”：OSError。"),
        (RecursionError(), 3, "程序出错，"),
        (typer.Abort(), 130, "已中断。"),
        (typer.BadParameter("nobody knows"), 2, "命令写法不对。用法见 mz check --help"),
    ],
)
def test_other_ends(mz: Mz, fails: Callable[[BaseException], Path], error: BaseException, code: int, said: str) -> None:
    fails(error)
    result = mz("check")
    assert result.code == code
    assert result.err.startswith(said)
    assert result.err.count("\n") == 1


def test_control_c_before_the_command_runs(mz: Mz, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("minzheng_cli.cli.app.app", raiser(KeyboardInterrupt()))
    assert mz("tasks") == Result(130, "", "已中断。\n")


@pytest.mark.parametrize("command", ["tasks", "check", "--help", ""])
def test_a_reader_who_leaves_is_no_fault(command: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "minzheng_cli", *command.split()],
        cwd=PROJECT,
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def test_nobody_reads_what_is_wrong() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "minzheng_cli", "tsks"], cwd=PROJECT, stdout=subprocess.PIPE, stderr=writing, check=False
    )
    os.close(writing)
    assert (done.returncode, done.stdout) == (2, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize("command", ["tasks", "check", "", "--help", "org --help", "--version"])
def test_a_full_disk_behind_a_redirection(command: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "minzheng_cli", *command.split()],
            cwd=PROJECT,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 2
    assert "磁盘已满" in only_line(done.stderr.decode())


@pytest.mark.skipif(sys.platform == "win32", reason="no shell of this kind")
@pytest.mark.parametrize(("command", "code"), [("tasks >&-", 0), ("tsks 2>&-", 2), ("check --format json >&- 2>&-", 0)])
def test_closed_standard_streams(command: str, code: int) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f'"{sys.executable}" -m minzheng_cli {command}'],
        cwd=PROJECT,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (code, b"", b"")


def interrupted(running: subprocess.Popen[bytes]) -> tuple[bytes, bytes]:
    """What a program says when it is interrupted; again, where that came just before it began to wait for its input."""
    for _ in range(20):
        running.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            return running.communicate(timeout=3)
    raise AssertionError("it goes on")


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_control_c_ends_with_one_line(tmp_path: Path) -> None:
    fifo = tmp_path / "plan.yaml"
    os.mkfifo(fifo)
    with (
        subprocess.Popen(
            [sys.executable, "-m", "minzheng_cli", "tasks", "--data", str(tmp_path)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as running,
        fifo.open("wb"),
    ):  # opening waits until the program reads
        out, err = interrupted(running)
    assert (running.returncode, out) == (130, b"")
    assert only_line(err.decode()) == "已中断。\n"


@pytest.mark.parametrize("encoding", ["cp936", "gb18030", "ascii", "cp437", "utf-16"])
@pytest.mark.parametrize("command", ["tasks", "tasks --format csv", "show P3", "check", "--help"])
def test_no_encoding_ends_in_an_error(command: str, encoding: str) -> None:
    done = process(*command.split(), PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stderr) == (0, b"")
    if encoding != "ascii":  # a help in ASCII is printed by Typer as UTF-8
        text = done.stdout.decode(encoding)
        assert CHINESE.search(text) or encoding == "cp437"


def test_words_in_a_poor_encoding() -> None:
    done = process("tasks", "--owner", "火星", PYTHONIOENCODING="cp936")
    assert done.returncode == 2
    assert "没有处室或单位“火星”。" in only_line(done.stderr.decode("cp936"))
    assert process("tasks", "--owner", "火星", PYTHONIOENCODING="ascii").returncode == 2


def test_pipes_carry_no_colours() -> None:
    for command in ("tasks", "check"):
        assert b"\x1b" not in process(command, FORCE_COLOR="1", CLICOLOR_FORCE="1", TERM="xterm-256color").stdout


def on_terminal(*arguments: str, **environment: str) -> str:
    """What `mz` prints on a terminal of 60 columns."""
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 60, 0, 0))
    env = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "COLUMNS", "LINES")}
    with subprocess.Popen(
        [sys.executable, "-m", "minzheng_cli", *arguments],
        cwd=PROJECT,
        env=env | {"TERM": "xterm", "PYTHONIOENCODING": "utf-8"} | environment,
        stdout=theirs,
    ):
        os.close(theirs)
        out = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:
                piece = b""
            if not piece:
                break
            out += piece
    os.close(ours)
    return out.decode().replace("\r\n", "\n")


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_a_terminal_gets_colours_and_its_own_width() -> None:
    from rich.cells import cell_len

    coloured = on_terminal("tasks")
    assert "\x1b[" in coloured
    plain = re.sub(r"\x1b\[[\d;]*m", "", coloured)
    assert 55 <= max(cell_len(line) for line in plain.splitlines()) <= 60
    for environment in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        assert on_terminal("tasks", **environment) == "".join(f"{line.rstrip()}\n" for line in plain.splitlines())
    assert "\x1b[" in on_terminal("tasks", NO_COLOR="")


def spoil(base: Path, name: str, old: str, new: str) -> int:
    """Change the only place of `old` in a file; gives its line."""
    path = base / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


@pytest.mark.parametrize("command", ["tasks", "tasks --format json", "targets", "show T6", "report half-year"])
def test_queries_refuse_damaged_data_and_say_where(mz: Mz, base: Path, command: str) -> None:
    line = spoil(base, "targets.yaml", "value: 80", "value: 八十")
    result = mz(*command.split(), "--data", str(base))
    assert (result.code, result.out) == (2, "")
    said = only_line(result.err)
    assert f"{base / 'targets.yaml'} 第{line}行" in said
    assert "请先运行 mz check" in said
    assert mz("org", "--data", str(base)).code == 0  # needs no targets


def test_queries_count_further_faults(mz: Mz, base: Path) -> None:
    (base / "tasks.yaml").unlink()
    spoil(base, "targets.yaml", "value: 80", "value: 八十")
    spoil(base, "targets.yaml", "value: 200", "value: 二百")
    said = only_line(mz("tasks", "--data", str(base)).err)
    assert "targets.yaml 第" in said
    assert "（另有2处）" in said


def test_check_goes_on_behind_a_damaged_file(mz: Mz, base: Path) -> None:
    (base / "areas.yaml").write_bytes("areas: [行政区划".encode("gbk"))
    line = spoil(base, "targets.yaml", "value: 80", "value: 81")
    result = mz("check", "--data", str(base))
    assert result.code == 1
    assert result.err == ""
    assert f"{base.as_posix()}/areas.yaml:1:" in result.out
    assert f"{base.as_posix()}/targets.yaml:{line}:" in result.out


def test_a_warning_doesnt_stop_a_query(mz: Mz, base: Path) -> None:
    path = base / "tasks.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert mz("check", "--data", str(base)).code == 1
    assert mz("tasks", "--data", str(base)).out == mz("tasks").out


def test_a_file_that_cannot_be_read_is_a_finding(mz: Mz, base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = Path.read_bytes
    monkeypatch.setattr(
        Path,
        "read_bytes",
        lambda path: raiser(PermissionError(13, "denied"))() if path.name == "org.yaml" else read(path),
    )
    result = mz("check", "--data", str(base))
    assert (result.code, result.err) == (1, "")
    assert "org.yaml:1:1: " in result.out
    assert "无法读取org.yaml" in result.out
    assert mz("targets", "--data", str(base)).code == 2


def test_a_key_twice_and_a_slip_of_syntax(mz: Mz, base: Path) -> None:
    (base / "areas.yaml").write_text("as_of: 2021-06-03\nas_of: 2021-06-03\nareas: [\n", encoding="utf-8")
    result = mz("check", "--data", str(base))
    assert result.code == 1
    assert "areas.yaml:" in result.out


def test_paths_with_chinese_names_and_blanks(mz: Mz, base: Path, tmp_path: Path) -> None:
    folder = base.rename(tmp_path / "我的 资料（新） 2021")
    spoil(folder, "targets.yaml", "value: 80", "value: 81")
    assert mz("tasks", "--data", str(folder)).out == mz("tasks").out
    assert f"{folder.as_posix()}/targets.yaml:" in mz("check", "--data", str(folder)).out
    report = tmp_path / "半年 报告.md"
    assert mz("report", "half-year", "--data", str(folder), "-o", str(report)).code == 0
    assert report.exists()


def test_a_read_only_base_is_enough(mz: Mz, base: Path) -> None:
    for path in (*base.rglob("*"), base):
        path.chmod(0o555 if path.is_dir() else 0o444)
    codes = [mz(*command.split(), "--data", str(base)).code for command in ("tasks", "check", "report half-year")]
    for path in (base, *base.rglob("*")):
        path.chmod(0o755)
    assert codes == [0, 0, 0]


def test_an_empty_folder_has_the_packaged_data(tmp_path: Path) -> None:
    done = process("tasks", "--owner", "社会救助处", "--format", "csv", cwd=tmp_path, PYTHONIOENCODING="utf-8")
    assert done.returncode == 0
    assert [line.partition(",")[0] for line in done.stdout.decode().splitlines()[1:]] == ["T1", "T2"]
    assert not list(tmp_path.iterdir())


def test_an_installed_package_has_its_data_inside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "_data").mkdir()
    monkeypatch.setattr(store_root, "_PACKAGE", tmp_path)
    assert store_root.packaged("data") == tmp_path / "_data"


def mark(folder: Path, words: str) -> None:
    """Make a base tell that an answer comes from it."""
    plan = folder / "plan.yaml"
    plan.write_text(f"demonstration: 演示数据{words}\n{plan.read_text(encoding='utf-8')}", encoding="utf-8")


def test_the_nearest_data_folder_upward(mz: Mz, base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mark(base, "甲")
    deep = tmp_path / "一" / "二"
    deep.mkdir(parents=True)
    for folder in (tmp_path, deep, base, base / "sources"):
        monkeypatch.chdir(folder)
        assert "演示数据甲" in mz("tasks").out


def test_which_base_wins(mz: Mz, base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import shutil

    before, after, variable = (tmp_path / name for name in "乙丙丁")
    for folder in (before, after, variable):
        shutil.copytree(base, folder)
        mark(folder, folder.name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MZ_DATA", str(variable))
    assert "演示数据丁" in mz("tasks").out
    assert "演示数据乙" in mz("--data", str(before), "tasks").out
    assert "演示数据丙" in mz("tasks", "--data", str(after)).out
    assert "演示数据丙" in mz("--data", str(before), "tasks", "--data", str(after)).out
    for command in ("check", "report half-year", "org", "show T6", "targets"):
        assert "演示数据乙" in mz("--data", "乙", *command.split()).out


def test_explain_lists_and_explains(mz: Mz) -> None:
    listed = mz("explain").out
    codes = re.findall(r"^(MZ\d{3})  \S", listed, re.MULTILINE)
    assert len(codes) == len(set(codes)) > 30
    assert codes == sorted(codes)
    for code in (codes[0], codes[-1]):
        text = mz("explain", code.lower()).out
        assert text.startswith(next(line for line in listed.splitlines() if line.startswith(code)))
        assert {"反例", "正例"} <= set(re.findall("反例|正例", text))
