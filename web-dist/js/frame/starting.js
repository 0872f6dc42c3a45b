// Classic script that needs nothing: says so when the page doesn't begin, whatever module is missing. Without it "Abriendo…" stays for ever.
(function () {
  var AFTER_A_FAULT = 1500;
  var AFTER_ALL = 12000;
  var timer = setTimeout(tell, AFTER_ALL);

  // A module that can't be had is an error of its element, which doesn't bubble.
  addEventListener(
    'error',
    function (event) {
      var target = event.target;
      if (!(target instanceof HTMLScriptElement)) return;
      clearTimeout(timer);
      timer = setTimeout(tell, AFTER_A_FAULT);
    },
    true,
  );

  function tell() {
    var boot = document.querySelector('#app > .boot');
    if (!boot || boot.querySelector('button')) return;
    var english = document.documentElement.lang === 'en';
    var words = document.createElement('p');
    words.textContent = english
      ? 'The inventory did not finish opening. The network may be slow, or part of the page did not arrive. Nothing of what you typed is lost.'
      : 'El inventario no terminó de abrir. La red puede estar lenta, o no llegó una parte de la página. No se pierde nada de lo que escribió.';
    var again = document.createElement('button');
    again.type = 'button';
    again.className = 'button primary';
    again.textContent = english ? 'Load again' : 'Volver a cargar';
    again.addEventListener('click', function () {
      location.reload();
    });
    boot.setAttribute('role', 'alert');
    var old = boot.querySelector('p');
    if (old) old.replaceWith(words);
    else boot.append(words);
    boot.append(again);
  }
})();
