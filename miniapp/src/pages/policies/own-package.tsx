import { Card, Row, Skeleton } from '../../components'
import { goToPolicies } from '../../hooks/navigation'
import { useOwnFirms } from '../../hooks/use-own-firms'
import { usePackage } from '../../hooks/use-package'
import { usePhoneFirm } from '../../store/policy-phone'
import { FirmSwitch, Loaded } from '../../widgets'
import { AskFirm } from './ask-firm'
import { Summary } from './summary'

/** The package of one's own enterprise, of what this phone holds, or the way to one. */
export function OwnPackage() {
  const { firms, current, choose } = useOwnFirms()
  const held = usePhoneFirm()
  const id = current?.id ?? null
  const { screen } = usePackage(id)
  if (firms === undefined) return <Skeleton shape="home" />
  if (id === null && held === null) return <AskFirm />
  return (
    <>
      {id === null ? null : <FirmSwitch firms={firms} current={id} onChange={choose} />}
      <Loaded screen={screen} shape="home">
        {(pack) => <Summary pack={pack} firm={id} />}
      </Loaded>
      {held ? (
        <Card flush>
          <Row
            icon="edit"
            title="把刚才填的存到您名下"
            detail="下次不用再填，有新政策、快截止时告诉您"
            onPress={() => goToPolicies('package')}
          />
        </Card>
      ) : null}
    </>
  )
}
