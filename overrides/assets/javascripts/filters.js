/* The table of all checklists, narrowed to what a reader chooses. Without a script: the whole table. */
(function () {
  "use strict"
  var words = JSON.parse(document.getElementById("words").textContent)
  document.querySelectorAll("[data-script=filters]").forEach(function (overview) {
    var form = overview.querySelector("form")
    var rows = Array.from(overview.querySelectorAll("tbody tr"))
    var found = form.querySelector("[role=status]")
    var narrow = function () {
      var shown = rows.filter(function (row) {
        row.hidden = !Array.from(form.querySelectorAll("select")).every(function (choice) {
          return !choice.value || row.dataset[choice.name].split(" ").includes(choice.value)
        })
        return !row.hidden
      })
      found.textContent = words.found.replace("{count}", shown.length).replace("{all}", rows.length)
    }
    form.addEventListener("change", narrow)
    form.addEventListener("reset", function () { setTimeout(narrow) }) // the choices change after this event
    form.addEventListener("submit", function (event) { event.preventDefault() })
    form.hidden = false
    narrow() // a browser may have kept the choices of an earlier visit
  })
})()
