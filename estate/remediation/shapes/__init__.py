"""The webhooks of each sender, as its documentation has them."""
