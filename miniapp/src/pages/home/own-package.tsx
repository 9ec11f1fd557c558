import { Skeleton } from '../../components'
import { goToPolicies } from '../../hooks/navigation'
import { usePackage } from '../../hooks/use-package'
import { PolicyHero } from '../../widgets'

/** For the owner of an enterprise: the newest of its package. */
export function OwnPackage({ id }: { id: string }) {
  const { screen } = usePackage(id)
  const pack = screen.data
  if (!pack) return screen.error ? null : <Skeleton shape="hero" />
  const news = pack.entries.filter(({ news: one }) => one?.kind === 'new').length
  return <PolicyHero pack={pack} news={news} onPress={() => goToPolicies('package', { id })} />
}
