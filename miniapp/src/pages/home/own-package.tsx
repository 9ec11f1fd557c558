import { Hero, Skeleton } from '../../components'
import { plainDay } from '../../format/date'
import { wanText } from '../../format/money'
import { goToPolicies } from '../../hooks/navigation'
import { useScreen } from '../../hooks/use-screen'

/** For the owner of an enterprise: what its package comes to, and how many are new. */
export function OwnPackage({ id, name }: { id: string; name: string }) {
  const { data, error } = useScreen('GET /api/enterprises/:id/package', { params: { id } })
  if (!data) return error ? null : <Skeleton shape="hero" />
  const { counts, most, day, entries } = data
  const news = entries.filter(({ news: one }) => one?.kind === 'new').length
  return (
    <Hero
      tone="policy"
      head={`${name} · 政策包`}
      figure={most ? wanText(most.fen) : `${counts.eligible + counts.possible} 项政策`}
      note={`${most ? '最高可达 · ' : ''}${plainDay(day)}算的，能不能批以受理部门审核为准`}
      onPress={() => goToPolicies('package', { id })}
      small={[
        { value: `${counts.eligible} 项`, label: '符合' },
        { value: `${counts.possible} 项`, label: '可能符合' },
        { value: `${news} 项`, label: '新增' },
      ]}
    />
  )
}
