"""What tinycrm can do, one noun per file. Both front ends call these and nothing below.

A service function is one verb: it opens the store, does its work in one transaction and
returns frozen values. A function that takes a `db` works in the caller's transaction.
"""
