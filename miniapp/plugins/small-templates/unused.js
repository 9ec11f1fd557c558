// What the templates of weapp leave out, because no page asks for it: every view and text has its template once a level,
// and a touch that is bound wakes the logic layer. tests/e2e/weapp-bundle.test.ts looks that no page uses them.
const everywhere = [
  'bindtouchstart',
  'bindtouchmove',
  'bindtouchend',
  'bindtouchcancel',
  'bindlongpress',
  'animation',
  'bindanimationstart',
  'bindanimationiteration',
  'bindanimationend',
  'bindtransitionend',
  'hover-stop-propagation',
  'hover-start-time',
  'hover-stay-time',
]
const ofText = ['selectable', 'space', 'decode', 'overflow', 'max-lines']
// States of what is tapped; a text is read, not tapped.
const statesOfText = [
  'aria-disabled',
  'aria-checked',
  'aria-selected',
  'aria-expanded',
  'aria-invalid',
  'aria-modal',
  'aria-current',
]
const only = {
  text: [...ofText, ...statesOfText],
  'static-text': [...ofText, ...statesOfText],
  // It hears no tap, so nothing shows that it is pressed.
  'static-view': ['hover-class'],
}

module.exports = { everywhere, ofText, statesOfText, only }
