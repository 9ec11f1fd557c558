export const collation = { locale: 'en', strength: 2 }

export const words = [
  { _id: 1, a: 'cat', n: 1 },
  { _id: 2, a: 'Cat', n: 2 },
  { _id: 3, a: 'DOG', n: 3 },
  { _id: 4, a: ['x', 'CAT'], n: 4 },
  { _id: 5, a: { b: 'Cat' }, n: 5 },
  { _id: 6, a: 7, n: 6 },
]
