"""A mail server for the tests: aiosmtpd, which keeps what it accepts and refuses what it is told to refuse.

Arguments: a port (0: one that nobody is given by chance, so that it is still free after the server was down), `plain`, `starttls` or `tls`, and for the latter two the files of certificate and key. With the environment variable
MAIL_USER it asks for that user and MAIL_PASSWORD. It writes `listening <port>`, then one line of JSON for each letter that it accepts.
A line on its standard input is how it behaves from then on:

    ok                      accepts everything
    rcpt <code> <word>      answers so to recipients with this word in their address
    data <code>             answers so to every letter
    from <code>             answers so to every sender
    hold <seconds>          accepts a letter, and says so only after a while
    drop                    hangs up when it has the letter, without a word
"""

import asyncio
import base64
import json
import os
import random
import ssl
import sys
import threading

from aiosmtpd.smtp import SMTP, AuthResult

mode = ["ok"]
SENTENCES = {
    "421": "421 4.3.2 shutting down",
    "450": "450 4.2.0 come back later",
    "451": "451 4.7.1 greylisted",
    "550": "550 5.1.1 no such user here",
    "553": "553 5.7.1 not a sender of ours",
    "554": "554 5.6.0 not this letter",
}


def listen_to_commands():
    global mode
    for line in sys.stdin:
        mode = line.split()
        print("mode " + line.strip(), flush=True)
    os._exit(0)


class Handler:
    async def handle_MAIL(self, server, session, envelope, address, options):
        if mode[0] == "from":
            return SENTENCES[mode[1]]
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if mode[0] == "rcpt" and mode[2] in address:
            return SENTENCES[mode[1]]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if mode[0] == "data":
            return SENTENCES[mode[1]]
        if mode[0] == "drop":
            server.transport.abort()
            return "421 gone"
        letter = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "bytes": base64.b64encode(envelope.original_content).decode(),
            "encrypted": server.transport.get_extra_info("sslcontext") is not None,
            "user": session.auth_data.login.decode() if session.auth_data else None,
        }
        print(json.dumps(letter), flush=True)
        if mode[0] == "hold":
            await asyncio.sleep(float(mode[1]))
        return "250 2.0.0 taken"


def authenticate(server, session, envelope, mechanism, data):
    user, password = os.environ["MAIL_USER"].encode(), os.environ["MAIL_PASSWORD"].encode()
    fits = (data.login, data.password) == (user, password)
    return AuthResult(success=fits, handled=False, auth_data=data if fits else None)


async def main():
    port, security = int(sys.argv[1]), sys.argv[2]
    context = None
    if security != "plain":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[3], sys.argv[4])
    settings = {"decode_data": False, "enable_SMTPUTF8": False}
    if "MAIL_USER" in os.environ:
        settings |= {"authenticator": authenticate, "auth_required": True, "auth_require_tls": security == "starttls"}
    if security == "starttls":
        settings |= {"tls_context": context, "require_starttls": True}

    def session():
        return SMTP(Handler(), **settings)

    wrapped = context if security == "tls" else None
    server = None
    while server is None:
        # Connections and servers that ask for any port get one of 32768 and above.
        at = port or random.randrange(20_000, 30_000)
        try:
            server = await asyncio.get_running_loop().create_server(session, "127.0.0.1", at, ssl=wrapped, reuse_address=True)
        except OSError:
            if port:
                raise
    threading.Thread(target=listen_to_commands, daemon=True).start()
    print("listening", server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
