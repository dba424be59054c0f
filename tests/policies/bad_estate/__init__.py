"""A program with every classic mistake, one module for each pillar: its only use is to be found out.

Each module has a function `build` that registers resources; the world that they are judged in is made in `tests/policies/bad_world.py`.
"""
