import type { VisitList } from '@hutang/shared/contract'
import { download } from '../../api/download'
import { Button, Problem } from '../../components'
import { useAction } from '../../hooks/use-action'
import type { Cut } from './cuts'

export function PrintList({ region, cut }: { region: VisitList['region']; cut: Cut }) {
  const print = useAction(() =>
    download('GET /api/regions/:code/visits.pdf', {
      params: { code: region.code },
      query: cut,
      name: `${region.name} 入户名单.pdf`,
      open: true,
    }),
  )
  return (
    <>
      <Button kind="secondary" icon="document" busy={print.busy} onPress={() => void print.run()}>
        打印名单
      </Button>
      <Problem error={print.error} />
    </>
  )
}
