"""The graph opened step by step from any of its things, and pictures of small graphs as SVG.

A state is an address of this server: where one began and what was opened, in order. So going back,
keeping and mailing a state need nothing else. The picture is laid out here and works as a page of
links without JavaScript.
"""
