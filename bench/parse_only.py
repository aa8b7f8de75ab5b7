"""What reading alone costs: YAML to values to models, and nothing else: `python bench/parse_only.py FOLDER`.

The yardstick for `mz check` and the queries on the same files. As in `mz`, the garbage collector is off.
"""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path


def read_all(folder: Path) -> int:
    """Parse and validate every required file below the folder; the number of files."""
    from minzheng_cli.store.files import REQUIRED, model_of
    from minzheng_cli.store.parsing import parse

    read = []
    for file in REQUIRED:
        parsed = parse((folder / file).read_text(encoding="utf-8"), file)
        read.append(model_of(file).model_validate(parsed.value))
    return len(read)


if __name__ == "__main__":
    gc.disable()
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    print(read_all(Path(sys.argv[1])))
