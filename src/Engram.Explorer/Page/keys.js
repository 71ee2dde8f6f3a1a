// Keys: arrows between units, digits for classes, comma and point between epochs, Esc back.

const patienceForDigits = 700;

/**
 * Listens to keys.
 * @param {UnitMap} map
 * @param {(changes: Partial<State>, isStep?: boolean) => void} go Shows something else; a step leaves no trace in the history.
 */
function listenToKeys(map, go) {
  let digits = "";
  let lastDigit = 0;
  document.addEventListener("keydown", event => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target instanceof HTMLSelectElement || event.target instanceof HTMLInputElement) {
      return;
    }

    const state = readState();
    const unit = unitFor(event, state, map);
    if (unit !== null) {
      event.preventDefault();
      go({ unit }, state.unit !== null);
    } else if (event.key === "Escape") {
      go(state.unit !== null ? { unit: null } : state.other !== null ? { other: null } : { class: null });
    } else if (event.key === "Enter" && event.target === map.frame && state.unit !== null) {
      byId("page").focus();
    } else if (event.key === "," || event.key === ".") {
      go({ epoch: epochBeside(runs[state.run], state.layer - 1, state.epoch, event.key === "," ? -1 : 1) }, true);
    } else if (/^\d$/.test(event.key)) {
      const count = runs[state.run].classNames.length;
      digits = event.timeStamp - lastDigit < patienceForDigits && Number(digits + event.key) < count ? digits + event.key : event.key;
      lastDigit = event.timeStamp;
      if (Number(digits) < count) {
        go({ class: Number(digits), other: null, unit: null });
      }
    }
  });
}

/**
 * The unit that an arrow leads to, null for any other key. Up and down belong to the page, unless the map has the focus.
 * @param {KeyboardEvent} event
 * @param {State} state
 * @param {UnitMap} map
 */
function unitFor(event, state, map) {
  const inMap = event.target === map.frame;
  if (!inMap && state.unit === null) {
    return null;
  }

  switch (event.key) {
    case "ArrowLeft": return map.beside(state.unit, -1);
    case "ArrowRight": return map.beside(state.unit, 1);
    case "ArrowUp": return inMap ? map.below(state.unit, -1) : null;
    case "ArrowDown": return inMap ? map.below(state.unit, 1) : null;
    case "Home": return inMap ? map.order[0] : null;
    case "End": return inMap ? map.order[map.order.length - 1] : null;
    default: return null;
  }
}
