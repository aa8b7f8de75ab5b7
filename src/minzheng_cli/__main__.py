"""`python -m minzheng_cli` is `mz`."""

from minzheng_cli.cli.main import main

if __name__ == "__main__":
    main()
