"""What each vendor is given for a spec: types, queries and options as plain values, from which components only create."""
