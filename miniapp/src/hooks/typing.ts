import { FormElement, TaroElement } from '@tarojs/runtime'

/** Fields whose text the phone has and the page's data has not. */
const typed = new WeakSet<FormElement>()
/** What a field is to say once its data has what was typed. */
const next = new WeakMap<FormElement, unknown>()

/**
 * Taro sends the whole text of a field back at every key, 60 kB for a long one. The phone has it already: only what
 * the app itself puts into a field is sent.
 */
export function installTyping(): void {
  const { setAttribute } = FormElement.prototype
  FormElement.prototype.dispatchEvent = function (event) {
    if (event.mpEvent && ['input', 'change'].includes(event.type)) {
      this.props.value = event.mpEvent.detail.value
      typed.add(this)
    }
    return TaroElement.prototype.dispatchEvent.call(this, event)
  }
  FormElement.prototype.setAttribute = function (name, value) {
    if (name !== 'value') return setAttribute.call(this, name, value)
    if (next.has(this)) return void next.set(this, value)
    if (value === this.props.value) return
    if (!typed.delete(this)) return setAttribute.call(this, name, value)
    // A value that is in the data already changes nothing, so what was typed goes there first.
    setAttribute.call(this, name, this.props.value)
    next.set(this, value)
    setTimeout(() => {
      const last = next.get(this)
      next.delete(this)
      setAttribute.call(this, name, last)
    })
  }
}
