"""Who is signed in where: sessions on the server, how long they last, and the devices a person is signed in on."""
