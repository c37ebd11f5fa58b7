import { IconArrowsExchange, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Rate, ratesQuery } from "../api/rates";
import { openLink, useOpen } from "../app/open";
import { RATE_FILTERS, type RatesSearch } from "../app/search";
import { filterOf, withoutFilters } from "../list/filters";
import { ListPage } from "../list/ListPage";
import { NothingFound } from "../list/NothingFound";
import { AddButton } from "../organisation/ActionButton";
import { Message } from "../ui/Message";
import { usePageTitle } from "../ui/usePageTitle";
import { useRateColumns } from "./columns";
import { EnterRateDialog } from "./EnterRateDialog";
import { RateCard } from "./RateCard";
import { RateFilters } from "./RateFilters";
import { RatePane } from "./RatePane";

/** The rates that hold on a day, for everyone; operators of the platform enter others. */
export function RatesPage({ entry = false }: { entry?: boolean }) {
  const { t } = useTranslation();
  usePageTitle(t("rates.title"));
  const { open, close } = useOpen();
  const [entering, setEntering] = useState(false);
  const search: RatesSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const filter = filterOf(search, RATE_FILTERS);
  const query = useQuery(ratesQuery(filter));
  const enter = entry && <AddButton icon={IconPlus} label={t("rates.enter")} onClick={() => setEntering(true)} />;
  const filtered = filter.base !== undefined || filter.quote !== undefined;
  return (
    <>
      <ListPage
        name="rates"
        title={t("rates.title")}
        caption={t("rates.caption")}
        query={query}
        columns={useRateColumns()}
        keyOf={keyOf}
        openKey={open}
        opener={(row, props, children) => <Link {...openLink(keyOf(row))} {...props}>{children}</Link>}
        card={(row, props) => <RateCard row={row} opener={props} link={keyOf(row)} />}
        cursor={undefined}
        filters={enter}
        filterBar={<RateFilters search={search} />}
        empty={(pager) =>
          filtered
            ? <NothingFound pager={pager} words="rates" onClear={() => void navigate({ to: ".", search: (kept: RatesSearch) => withoutFilters(kept, RATE_FILTERS) })} />
            : <Message icon={IconArrowsExchange} title={t("rates.empty")} action={enter}>{t("rates.empty_text")}</Message>
        }
        pane={open !== null && <RatePane id={open} rate={query.data?.items.find((row) => keyOf(row) === open)} loading={query.isPending} entry={entry} onClose={close} />}
      />
      {entering && <EnterRateDialog onClose={() => setEntering(false)} />}
    </>
  );
}

const keyOf = ({ base, quote, source }: Rate) => `${base}-${quote}-${source}`;
