import { useMediaQuery } from "@mantine/hooks";
import { IconUserPlus, IconUsers } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Operator, operatorsQuery } from "../api/operator";
import { openLink, useOpen } from "../app/open";
import { ListPage } from "../list/ListPage";
import { usePicks } from "../list/picks";
import { AddButton } from "../organisation/ActionButton";
import { Message } from "../ui/Message";
import { usePageTitle } from "../ui/usePageTitle";
import { InviteOperatorDialog } from "./InviteOperatorDialog";
import { MarkedOperators } from "./MarkedOperators";
import { useOperatorColumns } from "./operator-columns";
import { OperatorCard } from "./OperatorCard";
import { OperatorPane } from "./OperatorPane";
import { OperatorsNav } from "./OperatorsNav";

/** Those who run the platform. */
export function OperatorsPage() {
  const { t } = useTranslation();
  usePageTitle(t("operators.title"));
  const { open, close } = useOpen();
  const [inviting, setInviting] = useState(false);
  const narrow = useMediaQuery("(max-width: 48em)", false, { getInitialValueInEffect: false });
  const query = useQuery(operatorsQuery);
  const picks = usePicks("operators");
  const picked = useMemo(() => query.data?.items.filter((row) => picks.keys.has(keyOf(row))) ?? [], [query.data, picks.keys]);
  return (
    <>
      <ListPage
        name="operators"
        title={t("operators.title")}
        caption={t("operators.caption")}
        query={query}
        columns={useOperatorColumns()}
        keyOf={keyOf}
        openKey={open}
        opener={(row, props, children) => <Link {...openLink(keyOf(row))} {...props}>{children}</Link>}
        card={(row, props) => <OperatorCard row={row} opener={props} />}
        cursor={undefined}
        filters={<>{!narrow && <OperatorsNav />}<AddButton icon={IconUserPlus} label={t("invitations.create")} onClick={() => setInviting(true)} /></>}
        filterBar={narrow && <OperatorsNav />}
        picks={picks}
        marked={<MarkedOperators picked={picked} onUnmark={picks.clear} />}
        empty={() => <Message icon={IconUsers} title={t("people.empty")} />}
        pane={open !== null && <OperatorPane id={open} operator={query.data?.items.find((row) => keyOf(row) === open)} loading={query.isPending} onClose={close} />}
      />
      {inviting && <InviteOperatorDialog onClose={() => setInviting(false)} />}
    </>
  );
}

const keyOf = (row: Operator) => String(row.id);
