const onlyThatThereIsSomething = '有新公开，请打开查看'
const onlyThatItWasCorrected = '有更正，请打开查看'

const sum = /[¥￥]|\d\s*[十百千万亿]*元/

/** A locked screen is read by others: no name, no sum and nothing about a household goes out. */
export function outwardTitle({
  title,
  isOpen,
  corrects = false,
}: {
  title: string
  isOpen: boolean
  corrects?: boolean
}): string {
  if (isOpen && title !== '' && !sum.test(title)) return corrects ? `更正：${title}` : title
  return corrects ? onlyThatItWasCorrected : onlyThatThereIsSomething
}
