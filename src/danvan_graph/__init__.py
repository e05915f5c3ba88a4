"""The knowledge graph of Vietnam's directives and plans for "công tác dân vận chính quyền".

The flow, one room a step::

    data/ ──read_collection──▶ Collection ──to_quads──▶ Dataset ──validate──▶ report
          ──infer──▶ consequences ──publish──▶ store ──▶ queries · citing · cascade ──▶ cli · web
"""

__version__ = "0.1.0"
