const onlyThatThereIsSomething = '有新公开，请打开查看'

const sum = /[¥￥]|\d\s*[十百千万亿]*元/

/** A locked screen is read by others: no name, no sum and nothing about a household goes out. */
export function outwardTitle({ title, isOpen }: { title: string; isOpen: boolean }): string {
  return isOpen && title !== '' && !sum.test(title) ? title : onlyThatThereIsSomething
}
