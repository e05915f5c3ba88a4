"""Signing in, adding and reviewing in the browser: for editors only; reading needs no sign-in."""
