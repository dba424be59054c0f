# Copyright: Platform team
# GNU General Public License v3.0+ (see https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What went wrong, in words that an operator reads."""

from __future__ import annotations


class OpsError(Exception):
    """Ends an action; its text is all that is shown."""
