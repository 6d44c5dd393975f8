/* An overview, narrowed to what a reader chooses; what is chosen stands in the address too, behind its
   #, so that it can be sent as a link. Without a script: the whole overview. */
(function () {
  "use strict"
  document.querySelectorAll("[data-script=filters]").forEach(function (overview) {
    var form = overview.querySelector("form")
    var rows = Array.from(overview.querySelectorAll("[data-row]"))
    var choices = Array.from(form.querySelectorAll("select"))
    var found = form.querySelector("[role=status]")
    var narrow = function () {
      var shown = rows.filter(function (row) {
        row.hidden = !choices.every(function (choice) {
          return !choice.value || row.dataset[choice.name].split(" ").includes(choice.value)
        })
        return !row.hidden
      })
      found.textContent = found.dataset.found.replace("{count}", shown.length).replace("{all}", rows.length)
    }
    var note = function () {
      var chosen = choices.filter(function (choice) { return choice.value }).map(function (choice) {
        return choice.name + "=" + choice.value
      })
      history.replaceState(history.state, "", location.href.split("#")[0] + (chosen.length ? "#" + chosen.join("&") : ""))
    }
    /* Only what can be chosen here is taken from an address; another fragment leads to a heading. */
    var take = function () {
      var asked = new URLSearchParams(location.hash.slice(1))
      if (!choices.some(function (choice) { return asked.has(choice.name) })) return
      choices.forEach(function (choice) {
        choice.value = asked.get(choice.name) || ""
        if (choice.selectedIndex < 0) choice.value = ""
      })
    }
    var changed = function () {
      narrow()
      note()
    }
    form.addEventListener("change", changed)
    form.addEventListener("reset", function () { setTimeout(changed) }) // the choices change after this event
    form.addEventListener("submit", function (event) { event.preventDefault() })
    addEventListener("hashchange", function () {
      take()
      narrow()
    })
    form.hidden = false
    take()
    narrow() // a browser may have kept the choices of an earlier visit
  })
})()
