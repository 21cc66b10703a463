"""x."""
def test_a_person_can_be_added_and_seen(crm):
    made = crm("add", "Ada Lovelace", "-b", "10 Dec")
    assert made.out == "c1\n"
    assert crm.json("show", "ada")["birthday"] == "--12-10"
