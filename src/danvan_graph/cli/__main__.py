"""Lets ``python -m danvan_graph.cli`` run the command line."""

import sys

from danvan_graph.cli.program import main

sys.exit(main())
