// Safari has these from 15.4 on: https://developer.mozilla.org/docs/Web/JavaScript/Reference/Global_Objects/Array/at
const give = (holder, name, value) => {
  if (!holder[name]) Object.defineProperty(holder, name, { value, writable: true, configurable: true })
}

function at(place) {
  const whole = Math.trunc(place) || 0
  return this[whole < 0 ? this.length + whole : whole]
}

function findLast(fits, self) {
  for (let place = this.length - 1; place >= 0; place--) {
    if (fits.call(self, this[place], place, this)) return this[place]
  }
  return undefined
}

function findLastIndex(fits, self) {
  for (let place = this.length - 1; place >= 0; place--) {
    if (fits.call(self, this[place], place, this)) return place
  }
  return -1
}

give(Array.prototype, 'at', at)
give(String.prototype, 'at', at)
give(Array.prototype, 'findLast', findLast)
give(Array.prototype, 'findLastIndex', findLastIndex)
give(Object, 'hasOwn', (holder, name) => Object.getOwnPropertyDescriptor(holder, name) !== undefined)
