// Classic script, before the first paint: the theme chosen by hand (profile) wins over the system's.
(function () {
  try {
    var theme = localStorage.getItem('inventario.theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
    var language = localStorage.getItem('inventario.language');
    if (language === 'en') document.documentElement.lang = 'en';
  } catch (error) {
    /* storage refused: the system's theme */
  }
})();
