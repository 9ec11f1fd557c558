import type { Answer } from '../../api/contract'
import { Card, Elements } from '../../components'

type Desk = Answer<'GET /api/regions/:code/appeal-desk'>

const hourMinutes = 60
const dayMinutes = 390

/** Minutes of office time as one says them. */
function took(minutes: number | null): string {
  if (minutes === null) return '还没有'
  if (minutes < hourMinutes) return `一半在${minutes}分钟内`
  if (minutes < dayMinutes) return `一半在${Math.round((minutes / hourMinutes) * 10) / 10}小时内`
  return `一半在${Math.round((minutes / dayMinutes) * 10) / 10}个工作日内`
}

/** How it goes, of the last year; no people are ranked. */
export function Statistics({ desk: { clocks, open, ratings } }: { desk: Desk }) {
  return (
    <Card title="办得怎么样（近一年）">
      <Elements
        items={[
          ...clocks.map(({ text, inTime, late, medianMinutes }) => ({
            name: text,
            text: `按时${inTime}件，超时${late}件，${took(medianMinutes)}`,
          })),
          { name: '现在在谁手上', text: open.map(({ text, count }) => `${text}${count}件`).join('，') },
          { name: '评价', text: ratings.map(({ text, count }) => `${text}${count}`).join('，') },
        ]}
      />
    </Card>
  )
}
