import type { RegionRef } from '@hutang/shared/contract'
import { download } from '../../api/download'
import { Card, Problem, Row } from '../../components'
import { useAction } from '../../hooks/use-action'

/** 本月公开栏: what was published this month, on one paper to hang out. */
export function MonthBoard({ region }: { region: RegionRef }) {
  const print = useAction(() =>
    download('GET /api/regions/:code/board.pdf', {
      params: { code: region.code },
      query: { size: 'A3' },
      name: `${region.name} 本月公开栏 A3.pdf`,
      open: true,
    }),
  )
  return (
    <Card flush>
      <Row
        icon="document"
        title="打印本月公开栏"
        detail={print.busy ? '正在做，请稍候…' : '这个月公开了什么、还欠什么，A3 一张贴出去'}
        onPress={() => void print.run()}
      />
      <Problem error={print.error} />
    </Card>
  )
}
