# Thin: every target says which command it runs.
.PHONY: up down test lab check judges bench setup

# What the hosts of the lab need, as PACKAGE=PROGRAM.
LAB = systemd-container=systemd-nspawn mmdebstrap=mmdebstrap haproxy=haproxy apt-utils=apt-ftparchive iproute2=ip openssh-client=ssh curl=curl

up: setup ## the reference estate on a private AWS emulator
	.venv/bin/estate sandbox up

down: ## end the emulator
	.venv/bin/estate sandbox down

test: ## everything that must pass before a change lands
	tools/setup 'chromium=chromium|google-chrome' prometheus=promtool prometheus-alertmanager=amtool $(LAB)
	tools/checks
	.venv/bin/pytest -n auto --dist loadfile --max-worker-restart 0

lab: ## real Debian hosts behind a real balancer, until Ctrl-C; HOSTS=3
	tools/setup $(LAB)
	.venv/bin/python -m tests.hosts.lab $(HOSTS)

check: setup ## the checks without the tests
	tools/checks

judges: setup ## our checks beside checkov's and parliament's (docs/guide/outside-judges.md)
	tools/judges

bench: setup ## the README's figures
	for one in benchmarks/*.py; do .venv/bin/python $$one || exit 1; done

setup:
	tools/setup
