"""The webhook dispatcher: alerts come in, limits decide, playbooks heal, and everything is written down."""
