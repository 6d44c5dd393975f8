// The preview: load the page again as soon as there is a newer state of it. The server answers when
// there is, or after a while.
"use strict"
{
  const { epoch, wait } = document.currentScript.dataset
  const pause = () => new Promise(done => setTimeout(done, 1000))
  const follow = async () => {
    for (;;) {
      try {
        const answer = await fetch(`${wait}?${epoch}`)
        if (answer.ok && await answer.text() !== epoch) return location.reload()
      } catch {
        await pause() // the server stopped, or begins again
      }
    }
  }
  follow()
}
