"""Lets `python -m sulh` stand for the command `sulh`."""

from sulh.cli.main import main

if __name__ == "__main__":
    main()
