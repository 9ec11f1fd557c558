import type { HouseholdView } from '@hutang/shared/contract'
import { periodText, quarterSpan, quarterWritten, recentQuarters } from '@hutang/shared/rules'
import { download } from '../../api/download'
import { Card, Problem, Row } from '../../components'
import { clock } from '../../format/clock'
import { useAction } from '../../hooks/use-action'

/** 一户一单: the own rows of a quarter on paper, for who would rather read paper. */
export function Statement({ household }: Pick<HouseholdView, 'household'>) {
  const now = new Date(clock.now())
  const print = useAction((_key, quarter: string) =>
    download('GET /api/households/:household/statement.pdf', {
      params: { household },
      query: { quarter },
      name: `一户一单 ${quarter}.pdf`,
      open: true,
    }),
  )
  return (
    <Card title="一户一单" flush>
      {recentQuarters(now).map((quarter) => (
        <Row
          key={quarter.key}
          icon="document"
          title={`${periodText(quarter, now)}的纸质账单`}
          detail={print.busy ? '正在做，请稍候…' : `${quarterSpan(quarter, now)}，只有您家的数，可以打印`}
          onPress={() => void print.run(quarterWritten(quarter))}
        />
      ))}
      <Problem error={print.error} />
    </Card>
  )
}
