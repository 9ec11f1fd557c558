import { Skeleton } from '../../components'
import { useOwnFirms } from '../../hooks/use-own-firms'
import { usePackage } from '../../hooks/use-package'
import { usePhoneFirm } from '../../store/policy-phone'
import { FirmSwitch, KeepFirm, Loaded } from '../../widgets'
import { AskFirm } from './ask-firm'
import { Summary } from './summary'

/** The package of one's own enterprise, of what this phone holds, or the way to one. */
export function OwnPackage() {
  const { firms, current, choose, reload } = useOwnFirms()
  const held = usePhoneFirm()
  const id = current?.id ?? null
  const { screen } = usePackage(id)
  if (firms === undefined) return <Skeleton shape="home" />
  if (id === null && held === null) return <AskFirm />
  return (
    <>
      {id === null ? null : <FirmSwitch firms={firms} current={id} onChange={choose} />}
      <Loaded screen={screen} shape="home">
        {(pack) => (
          <>
            <Summary pack={pack} firm={id} />
            {held && id === null ? (
              <KeepFirm held={held} name={pack.name} onKept={() => void reload()} />
            ) : null}
          </>
        )}
      </Loaded>
      {held && id !== null ? <KeepFirm held={held} name={null} onKept={() => void reload()} /> : null}
    </>
  )
}
