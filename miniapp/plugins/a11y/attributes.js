// Taro's weapp template knows no aria attributes and drops them silently. Both halves, the template
// at build time and the alias table at run time, must be told the same names.
const names = [
  'aria-role',
  'aria-label',
  'aria-hidden',
  'aria-disabled',
  'aria-checked',
  'aria-selected',
  'aria-expanded',
  'aria-invalid',
  'aria-live',
  'aria-level',
  'aria-modal',
  'aria-current',
]
const attributes = Object.fromEntries(names.map((name) => [name, '']))
const elements = ['View', 'Text', 'Image', 'Button', 'Input', 'Textarea', 'Picker', 'Switch', 'ScrollView']

module.exports = Object.fromEntries(elements.map((element) => [element, { ...attributes }]))
