"""Whose words: what programs write above a quoted mail is cut, what people write never is."""

from __future__ import annotations

from tests.rows import for_each
from tinycrm.exchange.own_words import own_words

INTRODUCTIONS = [
    "On Thu, Nov 19, 2026 at 10:00 AM Me <me@example.org> wrote:\n\n> Coffee?",
    "> On 19 Nov 2026, at 10:00, Me <me@example.org> wrote:\n> \n> Coffee?",
    "    On Thursday, 19 November 2026 at 10:00:00 GMT, Me <me@example.org> wrote:  \n \n Coffee?",
    "Am Do., 19. Nov. 2026 um 10:00 Uhr schrieb Me <me@example.org>:\n\n> Kaffee?",
    "Me <me@example.org> schrieb am Do., 19. Nov. 2026, 10:00:\n\n> Kaffee?",
    "Le jeu. 19 nov. 2026 à 10:00, Un Nom Très Long <\nune.adresse.tres.longue@example.org> a"
    " écrit :\n\n> Café ?",
    "El jue, 19 nov 2026 a las 10:00, Me (<me@example.org>) escribió:\n\n> ¿Café?",
    "Il giorno gio 19 nov 2026 alle ore 10:00 Me <me@example.org> ha\nscritto:\n\n> Caffè?",
    "Dnia 19 listopada 2026 10:00 Me <me@example.org> napisał(a):\n\n> Kawa?",
    "W dniu czw., 19.11.2026 o 10:00 Me <me@example.org> pisze:\n\n> Kawa?",
    "Op do 19 nov 2026 om 10:00 schreef Me <me@example.org>:\n\n> Koffie?",
    "Den tors 19 nov. 2026 kl 10:00 skrev Me <me@example.org>:\n> Kaffe?",
    "Em qui., 19 de nov. de 2026 às 10:00, Me <me@example.org> escreveu:\n\n> Café?",
    "Dne 19. 11. 2026 v 10:00 Me napsal(a):\n> Káva?",
    "чт, 19 нояб. 2026 г. в 10:00, Me <me@example.org>:\n\n> Кофе?",
    "2026年11月19日(木) 10:00 Me <me@example.org>:\n\n> コーヒー?",
    "发件人: Me <me@example.org>\n发送时间: 2026年11月19日 10:00\n收件人: Li\n主题: 咖啡\n\n好吗",
    "*From:* Me <me@example.org>\n*Sent:* 19 November 2026\n*To:* Ada\n*Subject:* x\n\nold",
    "From: Me <me@example.org>\nDate: Thursday, 19 November 2026\nTo: Ada\nSubject: x\n\nold",
    "From: Me <me@example.org>\nSent: 19 November 2026\nTo: Ada <ada@example.org>;\n"
    " Bo <bo@example.org>\nSubject: x\n\nold",
    "Von:    Me <me@example.org>\nAn:     Ada\nDatum:  19.11.2026 10:00\nBetreff:        x\n\nalt",
    "De : Me\nÀ : Ada\nEnvoyé : jeudi 19 novembre 2026\nObjet : x\n\nvieux",
    "-------- Original Message --------\nSubject: x\nDate: 2026-11-19\nFrom: Me\nTo: Ada\n\nold",
    "-----Ursprüngliche Nachricht-----\nVon: Me\n\nalt",
    "Sent with Proton Mail.\n\nOn 19/11/2026 at 10:00, Me <me@example.org> wrote:\n> old",
    "Sent from my iPhone",
    "Von meinem Samsung Galaxy Smartphone gesendet.",
    "Wysłane z iPhone'a",
    "Enviado desde mi iPad",
    "Inviato da Outlook per Android",
    "-- \nAda Lovelace\n+44 20 7946 0018",
    "_______________________________________________\nTeam mailing list\nteam@l.example",
]


@for_each("below", INTRODUCTIONS)
def test_what_a_program_writes_below_an_answer_is_cut_with_what_it_quotes(below: str):
    assert own_words(f"It is a yes.\n\n{below}\n") == "It is a yes."


@for_each(
    "text",
    [
        "On Monday we should do the following:\n- one\n- two",
        "Am Montag sollten wir Folgendes tun:\nKaffee trinken",
        "Le programme est le suivant :\nmarché",
        "W dniu ślubu robimy tak:\nkawa",
        "El plan es el siguiente:\nmercado",
        "Il programma è questo:\nmercato",
        "On 3 November you wrote:\nit can wait. It cannot.",
        "Am 12.11. schrieb ich Ihnen:\nbitte antworten",
        "On 3.11.2026 we met at noon:\nit was fine",
        "From: Warsaw\nTo: Kraków\nDate: 3 December",
        "Data: 3 grudnia\nDo: kupienia mleko\nTemat: święta",
        "Thanks, that was great.\n- one\n- two",
        "Kind regards to your mother.\n\nAnd this:\nbring a coat.",
        "Part one\n\n-----\n\nPart two\n\n_____________________________\n\nPart three",
        "I sent it.\n\nSent from the office yesterday: the parcel.",
        "Disclaimer: I am late by mail.",
        "Cordialement vôtre, disait-il.\nEt puis rien.",
    ],
)
def test_a_sentence_of_the_writer_is_never_cut(text: str):
    assert own_words(text) == text


def test_the_sentence_before_a_quoted_line_is_the_writers():
    text = "You asked on 3 Nov:\n> Do you print?\nYes.\n\n> In blue?\nNo."
    assert own_words(text) == "You asked on 3 Nov:\nYes.\n\nNo."


@for_each(
    ("subject", "text"),
    [
        (
            "",
            "See.\n\nBegin forwarded message:\n\nFrom: X\nSubject: y\nDate: 1 May\n\nHello\n> old",
        ),
        ("", "Siehe.\n\n-------- Weitergeleitete Nachricht --------\nBetreff: y\n\nHallo\n--\nX"),
        ("Fwd: y", "See.\n\n> Hello\n> there"),
        ("[Team] WG: y", "Siehe.\n\nVon: X\nGesendet: 1. Mai 2026\nAn: Y\nBetreff: y\n\nHallo"),
        ("I: y", "Ecco.\n\nDa: X\nInviato: 1 maggio 2026\nA: Y\nOggetto: y\n\nCiao"),
        ("PD: y", "Zobacz.\n\nOd: X\nWysłano: 1 maja 2026\nDo: Y\nTemat: y\n\nCześć"),
    ],
)
def test_what_is_forwarded_stays(subject: str, text: str):
    assert own_words(text, subject) == text
