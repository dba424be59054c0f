"""What the estate costs: from the plan, the price book and what was measured. Arithmetic only; nothing is asked, nothing guessed."""
