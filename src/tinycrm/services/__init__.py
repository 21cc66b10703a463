"""What tinycrm knows how to do, one noun a file. Both front ends call these and nothing below.

A service function is one verb: it opens the store, does its work in one transaction and
returns frozen values. What takes a `db` works inside the caller's transaction.
"""
