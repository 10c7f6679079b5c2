// What a person has in front of them: the page Talk alone, on the connection of a token.
(async (url, token, language) => {
  const styles = ["tokens.css", "styles/base.css", "styles/controls.css", "styles/layout.css", "talk/talk.css"];
  await Promise.all(styles.map((name) => new Promise((resolve) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: `/${name}`, onload: resolve });
    document.head.append(link);
  })));
  const { loadWords } = await import("/i18n/words.js");
  const { HubSocket } = await import("/net/hub_socket.js");
  const { Intercom } = await import("/talk/intercom.js");
  const { TalkPage } = await import("/talk/talk_page.js");
  const { CallBar } = await import("/talk/call_bar.js");
  await loadWords(language);
  const socket = new HubSocket(url, token);
  window.intercom = new Intercom(socket);
  socket.start();
  window.page = new TalkPage(window.intercom);
  document.body.replaceChildren(new CallBar(window.intercom).element, window.page.element);
})
