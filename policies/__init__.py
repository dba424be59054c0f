"""The policy pack: one check = one place, grouped by pillar. docs/guide/write-a-policy.md says how one is written."""
