import { officeRoles } from '@hutang/shared/rules'
import { Row, Section } from '../../components'
import { goToPolicies, goToVerify } from '../../hooks/navigation'
import { figuresHidden } from '../../store/figures-hidden'
import { NoticeRow } from '../../widgets'
import { FinanceHero, type HomeData, hasFigure, OwnHero, VerifyHero, WorkHero } from './heroes'
import { OwnPackage } from './own-package'

/** What a person came for, by who they are: their work, their firm, their own figures, the way to them, or the village's money. */
export function First({ home }: { home: HomeData }) {
  const { user, household, region, finance } = home
  const works = user?.roles.some(({ role }) => officeRoles.includes(role)) ?? false
  if (works || (user?.waiting.length ?? 0) > 0) return <WorkHero home={home} />
  const [firm, ...firms] = user?.enterprises ?? []
  if (firm)
    return (
      <>
        <OwnPackage id={firm.id} name={firm.name} />
        {firms.map(({ id, name }) => (
          <Row key={id} icon="policy" title={name} onPress={() => goToPolicies('package', { id })} />
        ))}
      </>
    )
  if (household.some(hasFigure)) return <OwnHero household={household} />
  const stranger = region.level === 'village' && !user?.verified
  if (stranger && user) return <VerifyHero home={home} />
  if (!finance) return stranger ? <VerifyHero home={home} /> : null
  return (
    <>
      <FinanceHero home={home} />
      {stranger ? (
        <Row
          icon="house"
          title="我是本村村民"
          detail="登录并认证后，能看与我家有关的"
          onPress={() => goToVerify(false, region.code)}
        />
      ) : null}
    </>
  )
}

/** What concerns the household and stands in no hero. */
export function Concerns({ home: { household, user } }: { home: HomeData }) {
  const hidden = figuresHidden.use()
  const heroes = user?.waiting.length || user?.enterprises.length ? 0 : 4
  const inHero = new Set(household.filter(hasFigure).slice(0, heroes))
  const rows = household.filter((line) => !inHero.has(line))
  if (rows.length === 0) return null
  return (
    <Section title="与我家有关">
      {rows.map((notice) => (
        <NoticeRow key={notice.id} notice={notice} withoutMine hidden={hidden} />
      ))}
    </Section>
  )
}
