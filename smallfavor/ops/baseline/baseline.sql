-- What all migrations make of an empty database: see docs/decisions/baseline.md.
-- Written by `make baseline`; nobody changes it by hand.
--
-- PostgreSQL database dump
--




--
-- Name: keyring; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA keyring;


--
-- Name: SCHEMA keyring; Type: COMMENT; Schema: -; Owner: -
--

COMMENT ON SCHEMA keyring IS 'Keys of sealed contact data. Left out of ordinary backups';


--
-- Name: procrastinate_job_event_type; Type: TYPE; Schema: public; Owner: -
--

CREATE TYPE public.procrastinate_job_event_type AS ENUM (
    'deferred',
    'started',
    'deferred_for_retry',
    'failed',
    'succeeded',
    'cancelled',
    'abort_requested',
    'aborted',
    'scheduled',
    'retried'
);


--
-- Name: procrastinate_job_status; Type: TYPE; Schema: public; Owner: -
--

CREATE TYPE public.procrastinate_job_status AS ENUM (
    'todo',
    'doing',
    'succeeded',
    'failed',
    'cancelled',
    'aborting',
    'aborted'
);


--
-- Name: procrastinate_job_to_defer_v1; Type: TYPE; Schema: public; Owner: -
--

CREATE TYPE public.procrastinate_job_to_defer_v1 AS (
	queue_name character varying,
	task_name character varying,
	priority integer,
	lock text,
	queueing_lock text,
	args jsonb,
	scheduled_at timestamp with time zone
);


--
-- Name: bank_refuse_change(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.bank_refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION '% of % refused: it stays as it was written', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;


--
-- Name: ledger_close_in_order(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.ledger_close_in_order() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NEW.month <> (SELECT coalesce(max(month) + interval '1 month', NEW.month) FROM ledger_closedmonth) THEN
        RAISE EXCEPTION 'months are closed in order' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;


--
-- Name: ledger_decide_once(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.ledger_decide_once() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF OLD.state <> 'proposed'
        OR (OLD.uuid, OLD.dated, OLD.reason, OLD.about_id, OLD.proposed_by_id, OLD.proposed_at)
            IS DISTINCT FROM (NEW.uuid, NEW.dated, NEW.reason, NEW.about_id, NEW.proposed_by_id, NEW.proposed_at)
    THEN
        RAISE EXCEPTION 'a correction is decided once, and as it was proposed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;


--
-- Name: ledger_entry_moves_money(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.ledger_entry_moves_money() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM ledger_transfer WHERE entry_id = NEW.id) THEN
        RAISE EXCEPTION 'entry % has no transfer', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;


--
-- Name: ledger_hold_books_open(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.ledger_hold_books_open() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(7130000001);
    RETURN NULL;
END $$;


--
-- Name: ledger_post_into_open_month(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.ledger_post_into_open_month() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    closed date := (SELECT max(month) FROM ledger_closedmonth);
BEGIN
    IF NEW.posted_on < closed + interval '1 month' THEN
        NEW.posted_on := (closed + interval '1 month')::date;
    END IF;
    RETURN NEW;
END $$;


--
-- Name: ledger_refuse_change(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.ledger_refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION '% of % refused: the books are append-only', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation', HINT = 'Book a correcting entry instead.';
END $$;


--
-- Name: ledger_refuse_closed_transfer(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.ledger_refuse_closed_transfer() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    closed date := (SELECT max(month) FROM ledger_closedmonth);
BEGIN
    IF closed IS NOT NULL AND EXISTS (
        SELECT 1 FROM fresh JOIN ledger_entry ON ledger_entry.id = fresh.entry_id
        WHERE ledger_entry.posted_on < closed + interval '1 month'
    ) THEN
        RAISE EXCEPTION 'a transfer of an entry in a closed month is refused' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;


--
-- Name: payments_number_receipt(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.payments_number_receipt() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NEW.serial <> (SELECT coalesce(max(serial), 0) + 1 FROM payments_receipt WHERE year = NEW.year) THEN
        RAISE EXCEPTION 'receipt %-% would leave a gap', NEW.year, NEW.serial USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;


--
-- Name: payments_refuse_change(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.payments_refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION '% of % refused: history is append-only', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;


--
-- Name: procrastinate_cancel_job_v1(bigint, boolean, boolean); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_cancel_job_v1(job_id bigint, abort boolean, delete_job boolean) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status = 'todo'
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        IF abort THEN
            UPDATE procrastinate_jobs
            SET abort_requested = true,
                status = CASE status
                    WHEN 'todo' THEN 'cancelled'::procrastinate_job_status ELSE status
                END
            WHERE id = job_id AND status IN ('todo', 'doing')
            RETURNING id INTO _job_id;
        ELSE
            UPDATE procrastinate_jobs
            SET status = 'cancelled'::procrastinate_job_status
            WHERE id = job_id AND status = 'todo'
            RETURNING id INTO _job_id;
        END IF;
    END IF;
    RETURN _job_id;
END;
$$;


--
-- Name: procrastinate_defer_jobs_v1(public.procrastinate_job_to_defer_v1[]); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_defer_jobs_v1(jobs public.procrastinate_job_to_defer_v1[]) RETURNS bigint[]
    LANGUAGE plpgsql
    AS $$
DECLARE
    job_ids bigint[];
BEGIN
    WITH inserted_jobs AS (
        INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args, scheduled_at)
        SELECT (job).queue_name,
               (job).task_name,
               (job).priority,
               (job).lock,
               (job).queueing_lock,
               (job).args,
               (job).scheduled_at
        FROM unnest(jobs) AS job
        RETURNING id
    )
    SELECT array_agg(id) FROM inserted_jobs INTO job_ids;

    RETURN job_ids;
END;
$$;


--
-- Name: procrastinate_defer_periodic_job_v2(character varying, character varying, character varying, character varying, integer, character varying, bigint, jsonb); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_defer_periodic_job_v2(_queue_name character varying, _lock character varying, _queueing_lock character varying, _task_name character varying, _priority integer, _periodic_id character varying, _defer_timestamp bigint, _args jsonb) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
	_job_id bigint;
	_defer_id bigint;
BEGIN
    INSERT
        INTO procrastinate_periodic_defers (task_name, periodic_id, defer_timestamp)
        VALUES (_task_name, _periodic_id, _defer_timestamp)
        ON CONFLICT DO NOTHING
        RETURNING id into _defer_id;

    IF _defer_id IS NULL THEN
        RETURN NULL;
    END IF;

    UPDATE procrastinate_periodic_defers
        SET job_id = (
            SELECT COALESCE((
                SELECT unnest(procrastinate_defer_jobs_v1(
                    ARRAY[
                        ROW(
                            _queue_name,
                            _task_name,
                            _priority,
                            _lock,
                            _queueing_lock,
                            _args,
                            NULL::timestamptz
                        )
                    ]::procrastinate_job_to_defer_v1[]
                ))
            ), NULL)
        )
        WHERE id = _defer_id
        RETURNING job_id INTO _job_id;

    DELETE
        FROM procrastinate_periodic_defers
        USING (
            SELECT id
            FROM procrastinate_periodic_defers
            WHERE procrastinate_periodic_defers.task_name = _task_name
            AND procrastinate_periodic_defers.periodic_id = _periodic_id
            AND procrastinate_periodic_defers.defer_timestamp < _defer_timestamp
            ORDER BY id
            FOR UPDATE
        ) to_delete
        WHERE procrastinate_periodic_defers.id = to_delete.id;

    RETURN _job_id;
END;
$$;




--
-- Name: procrastinate_jobs; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.procrastinate_jobs (
    id bigint NOT NULL,
    queue_name character varying(128) NOT NULL,
    task_name character varying(128) NOT NULL,
    lock text,
    args jsonb DEFAULT '{}'::jsonb NOT NULL,
    status public.procrastinate_job_status DEFAULT 'todo'::public.procrastinate_job_status NOT NULL,
    scheduled_at timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    queueing_lock text,
    priority integer DEFAULT 0 NOT NULL,
    abort_requested boolean DEFAULT false NOT NULL,
    worker_id bigint,
    CONSTRAINT check_not_todo_abort_requested CHECK ((NOT ((status = 'todo'::public.procrastinate_job_status) AND (abort_requested = true))))
);


--
-- Name: procrastinate_fetch_job_v2(character varying[], bigint); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_fetch_job_v2(target_queue_names character varying[], p_worker_id bigint) RETURNS public.procrastinate_jobs
    LANGUAGE plpgsql
    AS $$
DECLARE
	found_jobs procrastinate_jobs;
BEGIN
    WITH candidate AS (
        SELECT jobs.*
            FROM procrastinate_jobs AS jobs
            WHERE
                -- reject the job if its lock has earlier or higher priority jobs
                NOT EXISTS (
                    SELECT 1
                        FROM procrastinate_jobs AS other_jobs
                        WHERE
                            jobs.lock IS NOT NULL
                            AND other_jobs.lock = jobs.lock
                            AND (
                                -- job with same lock is already running
                                other_jobs.status = 'doing'
                                OR
                                -- job with same lock is waiting and has higher priority (or same priority but was queued first)
                                (
                                    other_jobs.status = 'todo'
                                    AND (
                                        other_jobs.priority > jobs.priority
                                        OR (
                                        other_jobs.priority = jobs.priority
                                        AND other_jobs.id < jobs.id
                                        )
                                    )
                                )
                            )
                )
                AND jobs.status = 'todo'
                AND (target_queue_names IS NULL OR jobs.queue_name = ANY( target_queue_names ))
                AND (jobs.scheduled_at IS NULL OR jobs.scheduled_at <= now())
            ORDER BY jobs.priority DESC, jobs.id ASC LIMIT 1
            FOR UPDATE OF jobs SKIP LOCKED
    )
    UPDATE procrastinate_jobs
        SET status = 'doing', worker_id = p_worker_id
        FROM candidate
        WHERE procrastinate_jobs.id = candidate.id
        RETURNING procrastinate_jobs.* INTO found_jobs;

 RETURN found_jobs;
END;
$$;


--
-- Name: procrastinate_finish_job_v1(bigint, public.procrastinate_job_status, boolean); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_finish_job_v1(job_id bigint, end_status public.procrastinate_job_status, delete_job boolean) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF end_status NOT IN ('succeeded', 'failed', 'aborted') THEN
        RAISE 'End status should be either "succeeded", "failed" or "aborted" (job id: %)', job_id;
    END IF;
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = end_status,
            abort_requested = false,
            attempts = CASE status
                WHEN 'doing' THEN attempts + 1 ELSE attempts
            END
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" or "todo" status (job id: %)', job_id;
    END IF;
END;
$$;


--
-- Name: procrastinate_notify_queue_abort_job_v1(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_notify_queue_abort_job_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'abort_job_requested', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;


--
-- Name: procrastinate_notify_queue_job_inserted_v1(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_notify_queue_job_inserted_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'job_inserted', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;


--
-- Name: procrastinate_prune_stalled_workers_v1(double precision); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_prune_stalled_workers_v1(seconds_since_heartbeat double precision) RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    DELETE FROM procrastinate_workers
    WHERE last_heartbeat < NOW() - (seconds_since_heartbeat || 'SECOND')::INTERVAL
    RETURNING procrastinate_workers.id;
END;
$$;


--
-- Name: procrastinate_register_worker_v1(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_register_worker_v1() RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    INSERT INTO procrastinate_workers DEFAULT VALUES
    RETURNING procrastinate_workers.id;
END;
$$;


--
-- Name: procrastinate_retry_job_v1(bigint, timestamp with time zone, integer, character varying, character varying); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_retry_job_v1(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
BEGIN
    SELECT abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status = 'doing'
    FOR UPDATE
    INTO _abort_requested;
    IF _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    END IF;

    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" status (job id: %)', job_id;
    END IF;
END;
$$;


--
-- Name: procrastinate_retry_job_v2(bigint, timestamp with time zone, integer, character varying, character varying); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_retry_job_v2(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
    _current_status procrastinate_job_status;
BEGIN
    SELECT status, abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status IN ('doing', 'failed')
    FOR UPDATE
    INTO _current_status, _abort_requested;
    IF _current_status = 'doing' AND _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status IN ('doing', 'failed')
        RETURNING id INTO _job_id;
    END IF;

    IF _job_id IS NULL THEN
        RAISE 'Job was not found or has an invalid status to retry (job id: %)', job_id;
    END IF;

END;
$$;


--
-- Name: procrastinate_trigger_abort_requested_events_procedure_v1(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'abort_requested'::procrastinate_job_event_type);
    RETURN NEW;
END;
$$;


--
-- Name: procrastinate_trigger_function_scheduled_events_v1(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type, at)
        VALUES (NEW.id, 'scheduled'::procrastinate_job_event_type, NEW.scheduled_at);

	RETURN NEW;
END;
$$;


--
-- Name: procrastinate_trigger_function_status_events_insert_v1(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'deferred'::procrastinate_job_event_type);
	RETURN NEW;
END;
$$;


--
-- Name: procrastinate_trigger_function_status_events_update_v1(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_trigger_function_status_events_update_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    WITH t AS (
        SELECT CASE
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND NEW.status = 'doing'::procrastinate_job_status
                THEN 'started'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'deferred_for_retry'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'failed'::procrastinate_job_status
                THEN 'failed'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'succeeded'::procrastinate_job_status
                THEN 'succeeded'::procrastinate_job_event_type
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND (
                    NEW.status = 'cancelled'::procrastinate_job_status
                    OR NEW.status = 'failed'::procrastinate_job_status
                    OR NEW.status = 'succeeded'::procrastinate_job_status
                )
                THEN 'cancelled'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'aborted'::procrastinate_job_status
                THEN 'aborted'::procrastinate_job_event_type
            WHEN OLD.status = 'failed'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'retried'::procrastinate_job_event_type
            ELSE NULL
        END as event_type
    )
    INSERT INTO procrastinate_events(job_id, type)
        SELECT NEW.id, t.event_type
        FROM t
        WHERE t.event_type IS NOT NULL;
	RETURN NEW;
END;
$$;


--
-- Name: procrastinate_unlink_periodic_defers_v1(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_unlink_periodic_defers_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_periodic_defers
    SET job_id = NULL
    WHERE job_id = OLD.id;
    RETURN OLD;
END;
$$;


--
-- Name: procrastinate_unregister_worker_v1(bigint); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_unregister_worker_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    DELETE FROM procrastinate_workers
    WHERE id = worker_id;
END;
$$;


--
-- Name: procrastinate_update_heartbeat_v1(bigint); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_update_heartbeat_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_workers
    SET last_heartbeat = NOW()
    WHERE id = worker_id;
END;
$$;


--
-- Name: erasure; Type: TABLE; Schema: keyring; Owner: -
--

CREATE TABLE keyring.erasure (
    supporter_uuid uuid NOT NULL,
    erased_at timestamp with time zone NOT NULL
);


--
-- Name: supporter_key; Type: TABLE; Schema: keyring; Owner: -
--

CREATE TABLE keyring.supporter_key (
    supporter_uuid uuid NOT NULL,
    name uuid NOT NULL,
    wrapped bytea NOT NULL,
    created_at timestamp with time zone NOT NULL
);


--
-- Name: appeals_appeal; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.appeals_appeal (
    id bigint NOT NULL,
    slug character varying(60) NOT NULL,
    name character varying(120) NOT NULL,
    placement character varying(10) NOT NULL,
    priority smallint NOT NULL,
    starts_at timestamp with time zone,
    ends_at timestamp with time zone,
    audience jsonb NOT NULL,
    cap_views smallint,
    cap_days smallint,
    gap_days smallint NOT NULL,
    holdback_percent smallint NOT NULL,
    salt character varying(40) NOT NULL,
    archived boolean NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    live_revision_id bigint,
    campaign_id bigint,
    deadline timestamp with time zone,
    gentle boolean NOT NULL,
    quiet_days smallint,
    unit character varying(12) NOT NULL,
    owner_id integer,
    version integer NOT NULL,
    CONSTRAINT appeal_archived_is_not_live CHECK (((NOT archived) OR (live_revision_id IS NULL))),
    CONSTRAINT appeal_cap_whole CHECK ((((cap_days IS NULL) AND (cap_views IS NULL)) OR ((cap_days >= 1) AND (cap_views >= 1)))),
    CONSTRAINT appeal_ends_after_start CHECK (((ends_at IS NULL) OR (starts_at IS NULL) OR (ends_at > starts_at))),
    CONSTRAINT appeal_holdback_bound CHECK ((holdback_percent <= 90)),
    CONSTRAINT appeal_quiet_days_bound CHECK (((quiet_days IS NULL) OR ((quiet_days >= 1) AND (quiet_days <= 365)))),
    CONSTRAINT appeal_unit_known CHECK (((unit)::text = ANY (ARRAY[('reader'::character varying)::text, ('reader-week'::character varying)::text]))),
    CONSTRAINT appeals_appeal_cap_days_check CHECK ((cap_days >= 0)),
    CONSTRAINT appeals_appeal_cap_views_check CHECK ((cap_views >= 0)),
    CONSTRAINT appeals_appeal_gap_days_check CHECK ((gap_days >= 0)),
    CONSTRAINT appeals_appeal_holdback_percent_check CHECK ((holdback_percent >= 0)),
    CONSTRAINT appeals_appeal_priority_check CHECK ((priority >= 0)),
    CONSTRAINT appeals_appeal_quiet_days_check CHECK ((quiet_days >= 0)),
    CONSTRAINT appeals_appeal_version_check CHECK ((version >= 0))
);


--
-- Name: appeals_appeal_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.appeals_appeal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.appeals_appeal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: appeals_appealchange; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.appeals_appealchange (
    id bigint NOT NULL,
    kind character varying(12) NOT NULL,
    reason character varying(200) NOT NULL,
    happened_at timestamp with time zone NOT NULL,
    actor_id integer,
    appeal_id bigint NOT NULL,
    revision_id bigint,
    content jsonb,
    version integer,
    CONSTRAINT appeal_change_version_has_content CHECK ((((content IS NULL) AND (version IS NULL)) OR ((content IS NOT NULL) AND (version IS NOT NULL)))),
    CONSTRAINT appeals_appealchange_version_check CHECK ((version >= 0))
);


--
-- Name: appeals_appealchange_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.appeals_appealchange ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.appeals_appealchange_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: appeals_appealhold; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.appeals_appealhold (
    id bigint NOT NULL,
    since timestamp with time zone NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    appeal_id bigint NOT NULL,
    holder_id integer NOT NULL
);


--
-- Name: appeals_appealhold_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.appeals_appealhold ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.appeals_appealhold_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: appeals_appealrevision; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.appeals_appealrevision (
    id bigint NOT NULL,
    number integer NOT NULL,
    content jsonb NOT NULL,
    published_at timestamp with time zone NOT NULL,
    appeal_id bigint NOT NULL,
    published_by_id integer,
    CONSTRAINT appeals_appealrevision_number_check CHECK ((number >= 0))
);


--
-- Name: appeals_appealrevision_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.appeals_appealrevision ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.appeals_appealrevision_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: appeals_appealtest; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.appeals_appealtest (
    id bigint NOT NULL,
    started_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    variants jsonb NOT NULL,
    minimum_effect double precision NOT NULL,
    months_expected double precision NOT NULL,
    cap_minor bigint NOT NULL,
    currency character varying(3) NOT NULL,
    allocation character varying(8) NOT NULL,
    plan jsonb NOT NULL,
    winner character varying(40) NOT NULL,
    share_evidence double precision,
    share_checked_at timestamp with time zone,
    alarmed_at timestamp with time zone,
    appeal_id bigint NOT NULL,
    ended_by_id integer,
    started_by_id integer,
    CONSTRAINT appeal_test_allocation_known CHECK (((allocation)::text = ANY (ARRAY[('hand'::character varying)::text, ('even'::character varying)::text, ('bandit'::character varying)::text]))),
    CONSTRAINT appeal_test_cap_positive CHECK ((cap_minor > 0)),
    CONSTRAINT appeal_test_effect_bound CHECK (((minimum_effect > (0.0)::double precision) AND (minimum_effect <= (3.0)::double precision))),
    CONSTRAINT appeal_test_ends_after_start CHECK (((ended_at IS NULL) OR (ended_at >= started_at))),
    CONSTRAINT appeal_test_months_bound CHECK (((months_expected >= (1.0)::double precision) AND (months_expected <= (12.0)::double precision))),
    CONSTRAINT appeal_test_winner_at_the_end CHECK ((((winner)::text = ''::text) OR (ended_at IS NOT NULL)))
);


--
-- Name: appeals_appealtest_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.appeals_appealtest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.appeals_appealtest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: appeals_askingswitch; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.appeals_askingswitch (
    id bigint NOT NULL,
    off boolean NOT NULL,
    reason character varying(200) NOT NULL,
    happened_at timestamp with time zone NOT NULL,
    actor_id integer
);


--
-- Name: appeals_askingswitch_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.appeals_askingswitch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.appeals_askingswitch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: appeals_campaign; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.appeals_campaign (
    id bigint NOT NULL,
    slug character varying(60) NOT NULL,
    name character varying(120) NOT NULL,
    goal_minor bigint,
    currency character varying(3) NOT NULL,
    starts_on date,
    ends_on date,
    CONSTRAINT campaign_ends_after_start CHECK (((ends_on IS NULL) OR (starts_on IS NULL) OR (ends_on >= starts_on))),
    CONSTRAINT campaign_goal_has_currency CHECK (((((currency)::text = ''::text) AND (goal_minor IS NULL)) OR ((goal_minor > 0) AND (NOT ((currency)::text = ''::text)))))
);


--
-- Name: appeals_campaign_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.appeals_campaign ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.appeals_campaign_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: appeals_campaignchange; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.appeals_campaignchange (
    id bigint NOT NULL,
    content jsonb NOT NULL,
    happened_at timestamp with time zone NOT NULL,
    actor_id integer,
    campaign_id bigint NOT NULL
);


--
-- Name: appeals_campaignchange_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.appeals_campaignchange ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.appeals_campaignchange_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: appeals_campaigntotal; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.appeals_campaigntotal (
    id bigint NOT NULL,
    raised_minor bigint NOT NULL,
    gifts integer NOT NULL,
    people integer NOT NULL,
    without_rate jsonb NOT NULL,
    counted_at timestamp with time zone NOT NULL,
    campaign_id bigint NOT NULL,
    CONSTRAINT appeals_campaigntotal_gifts_check CHECK ((gifts >= 0)),
    CONSTRAINT appeals_campaigntotal_people_check CHECK ((people >= 0))
);


--
-- Name: appeals_campaigntotal_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.appeals_campaigntotal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.appeals_campaigntotal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: appeals_manifestversion; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.appeals_manifestversion (
    id bigint NOT NULL,
    version character varying(40) NOT NULL,
    shares jsonb NOT NULL,
    first_published_at timestamp with time zone NOT NULL,
    last_published_at timestamp with time zone NOT NULL
);


--
-- Name: appeals_manifestversion_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.appeals_manifestversion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.appeals_manifestversion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: appeals_sharesetting; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.appeals_sharesetting (
    id bigint NOT NULL,
    shares jsonb NOT NULL,
    over jsonb NOT NULL,
    by character varying(8) NOT NULL,
    set_at timestamp with time zone NOT NULL,
    actor_id integer,
    appeal_id bigint NOT NULL,
    CONSTRAINT share_setting_by_known CHECK (((by)::text = ANY (ARRAY[('hand'::character varying)::text, ('test'::character varying)::text, ('bandit'::character varying)::text, ('winner'::character varying)::text])))
);


--
-- Name: appeals_sharesetting_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.appeals_sharesetting ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.appeals_sharesetting_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: appeals_tally; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.appeals_tally (
    day date NOT NULL,
    version character varying(40) NOT NULL,
    appeal character varying(60) NOT NULL,
    variant character varying(40) NOT NULL,
    country character varying(2) NOT NULL,
    event character varying(10) NOT NULL,
    ordinal smallint NOT NULL,
    count bigint NOT NULL,
    CONSTRAINT appeals_tally_ordinal_check CHECK ((ordinal >= 0)),
    CONSTRAINT tally_ordinal_bound CHECK (((ordinal >= 1) AND (ordinal <= 8)))
)
WITH (fillfactor='80');


--
-- Name: appeals_variant; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.appeals_variant (
    id bigint NOT NULL,
    slug character varying(40) NOT NULL,
    share smallint NOT NULL,
    "interval" character varying(10) NOT NULL,
    amount_index smallint NOT NULL,
    "position" smallint NOT NULL,
    appeal_id bigint NOT NULL,
    accent character varying(7) NOT NULL,
    choice character varying(10) NOT NULL,
    design character varying(20) NOT NULL,
    ticker boolean NOT NULL,
    CONSTRAINT appeals_variant_amount_index_check CHECK ((amount_index >= 0)),
    CONSTRAINT appeals_variant_position_check CHECK (("position" >= 0)),
    CONSTRAINT appeals_variant_share_check CHECK ((share >= 0))
);


--
-- Name: appeals_variant_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.appeals_variant ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.appeals_variant_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: appeals_varianttext; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.appeals_varianttext (
    id bigint NOT NULL,
    language character varying(10) NOT NULL,
    heading character varying(200) NOT NULL,
    body text NOT NULL,
    signature character varying(200) NOT NULL,
    methods character varying(200) NOT NULL,
    variant_id bigint NOT NULL,
    note character varying(60) NOT NULL
);


--
-- Name: appeals_varianttext_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.appeals_varianttext ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.appeals_varianttext_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: auth_group; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);


--
-- Name: auth_group_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: auth_group_permissions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);


--
-- Name: auth_group_permissions_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: auth_permission; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);


--
-- Name: auth_permission_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: auth_user; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.auth_user (
    id integer NOT NULL,
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    is_superuser boolean NOT NULL,
    username character varying(150) NOT NULL,
    first_name character varying(150) NOT NULL,
    last_name character varying(150) NOT NULL,
    email character varying(254) NOT NULL,
    is_staff boolean NOT NULL,
    is_active boolean NOT NULL,
    date_joined timestamp with time zone NOT NULL
);


--
-- Name: auth_user_groups; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.auth_user_groups (
    id bigint NOT NULL,
    user_id integer NOT NULL,
    group_id integer NOT NULL
);


--
-- Name: auth_user_groups_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.auth_user_groups ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_user_groups_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: auth_user_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.auth_user ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_user_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: auth_user_user_permissions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.auth_user_user_permissions (
    id bigint NOT NULL,
    user_id integer NOT NULL,
    permission_id integer NOT NULL
);


--
-- Name: auth_user_user_permissions_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.auth_user_user_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_user_user_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: bank_bankevent; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.bank_bankevent (
    id bigint NOT NULL,
    what character varying(40) NOT NULL,
    actor character varying(40) NOT NULL,
    reason character varying(300) NOT NULL,
    happened_at timestamp with time zone NOT NULL,
    collection_id bigint,
    file_id bigint,
    mandate_id bigint
);


--
-- Name: bank_bankevent_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.bank_bankevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bank_bankevent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: bank_bankline; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.bank_bankline (
    id bigint NOT NULL,
    iban character varying(34) NOT NULL,
    line_id character varying(60) NOT NULL,
    content_id character varying(60) NOT NULL,
    entry_id character varying(60) NOT NULL,
    is_part boolean NOT NULL,
    amount_minor bigint NOT NULL,
    currency character varying(3) NOT NULL,
    credit boolean NOT NULL,
    booked_on date NOT NULL,
    fee_minor bigint NOT NULL,
    reference character varying(35) NOT NULL,
    end_to_end_id character varying(35) NOT NULL,
    return_code character varying(10) NOT NULL,
    reversal boolean NOT NULL,
    payer_hash bytea,
    told_sealed bytea,
    state character varying(12) NOT NULL,
    why character varying(40) NOT NULL,
    note character varying(200) NOT NULL,
    settled_by character varying(40) NOT NULL,
    settled_at timestamp with time zone,
    seen_at timestamp with time zone NOT NULL,
    notification_id bigint,
    statement_id bigint,
    CONSTRAINT bank_line_amount_positive CHECK ((amount_minor > 0)),
    CONSTRAINT bank_line_was_told CHECK (((statement_id IS NOT NULL) OR (notification_id IS NOT NULL)))
);


--
-- Name: bank_bankline_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.bank_bankline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bank_bankline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: bank_collection; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.bank_collection (
    id bigint NOT NULL,
    account character varying(40) NOT NULL,
    end_to_end_id character varying(35) NOT NULL,
    key character varying(64) NOT NULL,
    fingerprint character varying(64) NOT NULL,
    metadata jsonb NOT NULL,
    payment character varying(40) NOT NULL,
    attempt integer NOT NULL,
    amount_minor bigint NOT NULL,
    currency character varying(3) NOT NULL,
    "interval" character varying(10) NOT NULL,
    sequence character varying(4) NOT NULL,
    due_on date NOT NULL,
    announced boolean NOT NULL,
    description character varying(140) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    state character varying(10) NOT NULL,
    reason character varying(10) NOT NULL,
    batch character varying(35) NOT NULL,
    settled_at timestamp with time zone,
    credited_on date,
    fee_minor bigint NOT NULL,
    returned_at timestamp with time zone,
    returned_on date,
    return_fee_minor bigint NOT NULL,
    announced_return character varying(10) NOT NULL,
    file_id bigint,
    mandate_id bigint NOT NULL,
    page_id bigint,
    CONSTRAINT bank_collection_attempt_check CHECK ((attempt >= 0)),
    CONSTRAINT collection_amount_positive CHECK ((amount_minor > 0)),
    CONSTRAINT collection_credited_on_a_day CHECK ((((credited_on IS NOT NULL) AND ((state)::text = ANY (ARRAY[('collected'::character varying)::text, ('returned'::character varying)::text]))) OR (NOT ((state)::text = ANY (ARRAY[('collected'::character varying)::text, ('returned'::character varying)::text]))))),
    CONSTRAINT collection_in_a_file CHECK (((NOT ((state)::text = 'in_file'::text)) OR (file_id IS NOT NULL)))
);


--
-- Name: bank_collection_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.bank_collection ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bank_collection_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: bank_collectionfile; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.bank_collectionfile (
    id bigint NOT NULL,
    account character varying(40) NOT NULL,
    message_id character varying(35) NOT NULL,
    body_sealed bytea,
    sha256 character varying(64) NOT NULL,
    count integer NOT NULL,
    total_minor bigint NOT NULL,
    currency character varying(3) NOT NULL,
    first_due_on date NOT NULL,
    state character varying(10) NOT NULL,
    made_by character varying(40) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    released_by character varying(40) NOT NULL,
    released_at timestamp with time zone,
    bank_says character varying(300) NOT NULL,
    CONSTRAINT bank_collectionfile_count_check CHECK ((count >= 0)),
    CONSTRAINT collection_file_released_by_a_person CHECK ((((state)::text = ANY (ARRAY[('made'::character varying)::text, ('withdrawn'::character varying)::text])) OR (released_at IS NOT NULL)))
);


--
-- Name: bank_collectionfile_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.bank_collectionfile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bank_collectionfile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: bank_expectedtransfer; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.bank_expectedtransfer (
    id bigint NOT NULL,
    account character varying(40) NOT NULL,
    object_id character varying(40) NOT NULL,
    kind character varying(10) NOT NULL,
    key character varying(64) NOT NULL,
    fingerprint character varying(64) NOT NULL,
    metadata jsonb NOT NULL,
    payment character varying(40) NOT NULL,
    attempt integer NOT NULL,
    pledge character varying(40) NOT NULL,
    amount_minor bigint,
    currency character varying(3) NOT NULL,
    "interval" character varying(10) NOT NULL,
    return_url text NOT NULL,
    cancel_url text NOT NULL,
    language character varying(10) NOT NULL,
    state character varying(10) NOT NULL,
    expires_at timestamp with time zone,
    due_on date NOT NULL,
    late_at timestamp with time zone,
    missed_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    reference_id bigint NOT NULL,
    CONSTRAINT bank_expectedtransfer_attempt_check CHECK ((attempt >= 0)),
    CONSTRAINT expected_transfer_has_an_amount CHECK (((amount_minor > 0) OR ((amount_minor IS NULL) AND ((kind)::text = 'setup'::text))))
);


--
-- Name: bank_expectedtransfer_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.bank_expectedtransfer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bank_expectedtransfer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: bank_mandate; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.bank_mandate (
    id bigint NOT NULL,
    account character varying(40) NOT NULL,
    reference character varying(35) NOT NULL,
    holder_sealed bytea,
    iban_sealed bytea,
    label character varying(40) NOT NULL,
    language character varying(10) NOT NULL,
    text_version character varying(40) NOT NULL,
    recurs boolean NOT NULL,
    signed_on date NOT NULL,
    created_at timestamp with time zone NOT NULL,
    state character varying(10) NOT NULL,
    ended_at timestamp with time zone,
    end_reason character varying(80) NOT NULL,
    last_used_on date,
    series_minor bigint,
    metadata jsonb NOT NULL,
    supporter_id bigint NOT NULL,
    CONSTRAINT mandate_active_has_an_account CHECK ((((state)::text = 'ended'::text) OR (iban_sealed IS NOT NULL)))
);


--
-- Name: bank_mandate_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.bank_mandate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bank_mandate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: bank_mandatepage; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.bank_mandatepage (
    id bigint NOT NULL,
    account character varying(40) NOT NULL,
    object_id character varying(40) NOT NULL,
    key character varying(64) NOT NULL,
    fingerprint character varying(64) NOT NULL,
    metadata jsonb NOT NULL,
    payment character varying(40) NOT NULL,
    attempt integer NOT NULL,
    pledge character varying(40) NOT NULL,
    amount_minor bigint,
    currency character varying(3) NOT NULL,
    "interval" character varying(10) NOT NULL,
    saves boolean NOT NULL,
    return_url text NOT NULL,
    cancel_url text NOT NULL,
    language character varying(10) NOT NULL,
    state character varying(10) NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    mandate_id bigint,
    CONSTRAINT bank_mandatepage_attempt_check CHECK ((attempt >= 0)),
    CONSTRAINT mandate_page_complete_means_signed CHECK ((((mandate_id IS NOT NULL) AND ((state)::text = 'complete'::text)) OR ((NOT ((state)::text = 'complete'::text)) AND (mandate_id IS NULL))))
);


--
-- Name: bank_mandatepage_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.bank_mandatepage ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bank_mandatepage_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: bank_notedgift; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.bank_notedgift (
    id bigint NOT NULL,
    account character varying(40) NOT NULL,
    object_id character varying(40) NOT NULL,
    key character varying(64) NOT NULL,
    fingerprint character varying(64) NOT NULL,
    metadata jsonb NOT NULL,
    payment character varying(40) NOT NULL,
    attempt integer NOT NULL,
    method character varying(40) NOT NULL,
    amount_minor bigint NOT NULL,
    currency character varying(3) NOT NULL,
    cancel_url text NOT NULL,
    state character varying(10) NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    given_on date,
    receipt character varying(40),
    note character varying(200) NOT NULL,
    noted_at timestamp with time zone,
    noted_by_id integer,
    CONSTRAINT bank_notedgift_attempt_check CHECK ((attempt >= 0)),
    CONSTRAINT noted_gift_amount_positive CHECK ((amount_minor > 0)),
    CONSTRAINT noted_gift_says_who_and_when CHECK (((NOT ((state)::text = 'noted'::text)) OR ((given_on IS NOT NULL) AND (noted_at IS NOT NULL) AND (noted_by_id IS NOT NULL) AND (receipt IS NOT NULL))))
);


--
-- Name: bank_notedgift_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.bank_notedgift ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bank_notedgift_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: bank_notedreversal; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.bank_notedreversal (
    id bigint NOT NULL,
    object_id character varying(40) NOT NULL,
    key character varying(64) NOT NULL,
    fingerprint character varying(64) NOT NULL,
    metadata jsonb NOT NULL,
    attempt integer NOT NULL,
    amount_minor bigint NOT NULL,
    currency character varying(3) NOT NULL,
    reversed_at timestamp with time zone NOT NULL,
    gift_id bigint NOT NULL,
    CONSTRAINT bank_notedreversal_attempt_check CHECK ((attempt >= 0)),
    CONSTRAINT noted_reversal_amount_positive CHECK ((amount_minor > 0))
);


--
-- Name: bank_notedreversal_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.bank_notedreversal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bank_notedreversal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: bank_receivedtransfer; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.bank_receivedtransfer (
    id bigint NOT NULL,
    account character varying(40) NOT NULL,
    object_id character varying(40),
    amount_minor bigint NOT NULL,
    fee_minor bigint NOT NULL,
    currency character varying(3) NOT NULL,
    received_at timestamp with time zone NOT NULL,
    matched_by character varying(40) NOT NULL,
    line_id bigint NOT NULL,
    order_id bigint,
    reference_id bigint NOT NULL,
    CONSTRAINT received_transfer_amount_positive CHECK ((amount_minor > 0)),
    CONSTRAINT received_transfer_named_with_its_order CHECK ((((object_id IS NULL) AND (order_id IS NULL)) OR ((object_id IS NOT NULL) AND (order_id IS NOT NULL))))
);


--
-- Name: bank_receivedtransfer_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.bank_receivedtransfer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bank_receivedtransfer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: bank_statement; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.bank_statement (
    id bigint NOT NULL,
    iban character varying(34) NOT NULL,
    kind character varying(12) NOT NULL,
    bank_id character varying(80) NOT NULL,
    currency character varying(3) NOT NULL,
    opening_minor bigint,
    closing_minor bigint,
    until date,
    pending integer NOT NULL,
    file_id bigint NOT NULL,
    CONSTRAINT bank_statement_pending_check CHECK ((pending >= 0))
);


--
-- Name: bank_statement_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.bank_statement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bank_statement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: bank_statementfile; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.bank_statementfile (
    id bigint NOT NULL,
    sha256 character varying(64) NOT NULL,
    name character varying(120) NOT NULL,
    columns text NOT NULL,
    read_by character varying(40) NOT NULL,
    read_at timestamp with time zone NOT NULL,
    lines integer NOT NULL,
    known_lines integer NOT NULL,
    CONSTRAINT bank_statementfile_known_lines_check CHECK ((known_lines >= 0)),
    CONSTRAINT bank_statementfile_lines_check CHECK ((lines >= 0))
);


--
-- Name: bank_statementfile_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.bank_statementfile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bank_statementfile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: bank_transferback; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.bank_transferback (
    id bigint NOT NULL,
    account character varying(40) NOT NULL,
    object_id character varying(40) NOT NULL,
    key character varying(64) NOT NULL,
    fingerprint character varying(64) NOT NULL,
    metadata jsonb NOT NULL,
    payment character varying(40) NOT NULL,
    attempt integer NOT NULL,
    reference character varying(25) NOT NULL,
    amount_minor bigint NOT NULL,
    currency character varying(3) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    done_at timestamp with time zone,
    done_by character varying(40) NOT NULL,
    line_id bigint,
    received_id bigint NOT NULL,
    CONSTRAINT bank_transferback_attempt_check CHECK ((attempt >= 0)),
    CONSTRAINT transfer_back_amount_positive CHECK ((amount_minor > 0))
);


--
-- Name: bank_transferback_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.bank_transferback ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bank_transferback_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: bank_transferreference; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.bank_transferreference (
    id bigint NOT NULL,
    account character varying(40) NOT NULL,
    code character varying(25) NOT NULL,
    recurs boolean NOT NULL,
    saved_at timestamp with time zone,
    revoked_at timestamp with time zone,
    metadata jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL
);


--
-- Name: bank_transferreference_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.bank_transferreference ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bank_transferreference_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: core_sending; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.core_sending (
    id bigint NOT NULL,
    cause character varying(120) NOT NULL,
    claimed_until timestamp with time zone,
    tries integer NOT NULL,
    sent_at timestamp with time zone,
    refused_at timestamp with time zone,
    CONSTRAINT core_sending_tries_check CHECK ((tries >= 0))
);


--
-- Name: core_sending_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.core_sending ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.core_sending_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: django_content_type; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);


--
-- Name: django_content_type_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: django_migrations; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);


--
-- Name: django_migrations_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: django_session; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.django_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL
);


--
-- Name: ledger_account; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.ledger_account (
    id bigint NOT NULL,
    code character varying(80) NOT NULL,
    kind character varying(10) NOT NULL,
    currency character varying(3) NOT NULL
);


--
-- Name: ledger_account_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.ledger_account ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ledger_account_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: ledger_closedmonth; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.ledger_closedmonth (
    id bigint NOT NULL,
    month date NOT NULL,
    figures jsonb NOT NULL,
    entries bigint NOT NULL,
    digest character varying(64) NOT NULL,
    note character varying(300) NOT NULL,
    closed_at timestamp with time zone NOT NULL,
    closed_by_id integer,
    CONSTRAINT closed_month_is_a_first CHECK ((EXTRACT(day FROM month) = (1)::numeric)),
    CONSTRAINT ledger_closedmonth_entries_check CHECK ((entries >= 0))
);


--
-- Name: ledger_closedmonth_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.ledger_closedmonth ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ledger_closedmonth_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: ledger_correction; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.ledger_correction (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    state character varying(10) NOT NULL,
    dated date NOT NULL,
    reason character varying(500) NOT NULL,
    proposed_at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone,
    decision_note character varying(500) NOT NULL,
    about_id bigint,
    decided_by_id integer,
    entry_id bigint,
    proposed_by_id integer NOT NULL,
    CONSTRAINT correction_booked_has_its_entry CHECK ((((entry_id IS NOT NULL) AND ((state)::text = 'booked'::text)) OR ((NOT ((state)::text = 'booked'::text)) AND (entry_id IS NULL)))),
    CONSTRAINT correction_decided_by_somebody CHECK ((((decided_at IS NULL) AND (decided_by_id IS NULL) AND ((state)::text = 'proposed'::text)) OR ((NOT ((state)::text = 'proposed'::text)) AND (decided_at IS NOT NULL) AND (decided_by_id IS NOT NULL)))),
    CONSTRAINT correction_needs_two_people CHECK (((NOT ((state)::text = ANY (ARRAY[('booked'::character varying)::text, ('refused'::character varying)::text]))) OR (NOT ((decided_by_id = proposed_by_id) AND (decided_by_id IS NOT NULL)))))
);


--
-- Name: ledger_correction_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.ledger_correction ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ledger_correction_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: ledger_correctionline; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.ledger_correctionline (
    id bigint NOT NULL,
    debit character varying(80) NOT NULL,
    credit character varying(80) NOT NULL,
    currency character varying(3) NOT NULL,
    amount_minor bigint NOT NULL,
    correction_id bigint NOT NULL,
    CONSTRAINT correction_line_between_two_accounts CHECK ((NOT ((debit)::text = (credit)::text))),
    CONSTRAINT correction_line_positive CHECK ((amount_minor > 0))
);


--
-- Name: ledger_correctionline_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.ledger_correctionline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ledger_correctionline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: ledger_entry; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.ledger_entry (
    id bigint NOT NULL,
    kind character varying(20) NOT NULL,
    provider_object character varying(200) NOT NULL,
    payment_uuid uuid,
    happened_at timestamp with time zone NOT NULL,
    booked_at timestamp with time zone NOT NULL,
    posted_on date NOT NULL
);


--
-- Name: ledger_entry_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.ledger_entry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ledger_entry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: ledger_rate; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.ledger_rate (
    id bigint NOT NULL,
    day date NOT NULL,
    currency character varying(3) NOT NULL,
    base character varying(3) NOT NULL,
    worth numeric(30,15) NOT NULL,
    source character varying(80) NOT NULL,
    noted_at timestamp with time zone NOT NULL,
    CONSTRAINT rate_of_another_currency CHECK ((NOT ((base)::text = (currency)::text))),
    CONSTRAINT rate_positive CHECK ((worth > (0)::numeric))
);


--
-- Name: ledger_rate_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.ledger_rate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ledger_rate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: ledger_transfer; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.ledger_transfer (
    id bigint NOT NULL,
    currency character varying(3) NOT NULL,
    amount_minor bigint NOT NULL,
    credit_account_id bigint NOT NULL,
    debit_account_id bigint NOT NULL,
    entry_id bigint NOT NULL,
    CONSTRAINT transfer_amount_positive CHECK ((amount_minor > 0)),
    CONSTRAINT transfer_between_two_accounts CHECK ((NOT (debit_account_id = credit_account_id)))
);


--
-- Name: ledger_transfer_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.ledger_transfer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ledger_transfer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: payments_attempt; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.payments_attempt (
    id bigint NOT NULL,
    n integer NOT NULL,
    operation character varying(20) NOT NULL,
    amount_minor bigint NOT NULL,
    idem_key character varying(64) NOT NULL,
    frozen_body bytea NOT NULL,
    state character varying(20) NOT NULL,
    send_after timestamp with time zone NOT NULL,
    first_sent_at timestamp with time zone,
    lease_until timestamp with time zone,
    looked_up_at timestamp with time zone,
    look_ups integer NOT NULL,
    unknown_reason character varying(40) NOT NULL,
    look_up_only boolean NOT NULL,
    doubt character varying(200) NOT NULL,
    session_id character varying(200) NOT NULL,
    session_url text NOT NULL,
    decline_code character varying(60) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    payment_id bigint NOT NULL,
    provider_account_id bigint NOT NULL,
    refund_of_id bigint,
    instrument_id bigint,
    CONSTRAINT attempt_amount_positive CHECK ((amount_minor > 0)),
    CONSTRAINT attempt_refund_of_something CHECK (((((operation)::text = 'refund'::text) AND (refund_of_id IS NOT NULL)) OR ((NOT ((operation)::text = 'refund'::text)) AND (refund_of_id IS NULL)))),
    CONSTRAINT payments_attempt_look_ups_check CHECK ((look_ups >= 0)),
    CONSTRAINT payments_attempt_n_check CHECK ((n >= 0))
);


--
-- Name: payments_attempt_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.payments_attempt ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.payments_attempt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: payments_comparison; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.payments_comparison (
    id bigint NOT NULL,
    since timestamp with time zone NOT NULL,
    ended_at timestamp with time zone NOT NULL,
    compared integer NOT NULL,
    settled integer NOT NULL,
    faults jsonb NOT NULL,
    faults_count integer NOT NULL,
    CONSTRAINT payments_comparison_compared_check CHECK ((compared >= 0)),
    CONSTRAINT payments_comparison_faults_count_check CHECK ((faults_count >= 0)),
    CONSTRAINT payments_comparison_settled_check CHECK ((settled >= 0))
);


--
-- Name: payments_comparison_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.payments_comparison ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.payments_comparison_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: payments_foreignobject; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.payments_foreignobject (
    id bigint NOT NULL,
    object_id character varying(200) NOT NULL,
    kind character varying(20) NOT NULL,
    charge_id character varying(200) NOT NULL,
    amount_minor bigint NOT NULL,
    fee_minor bigint NOT NULL,
    currency character varying(3) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    booked_by character varying(80) NOT NULL,
    booked_at timestamp with time zone,
    entry_id bigint,
    provider_account_id bigint NOT NULL,
    CONSTRAINT foreign_object_booked_by_somebody CHECK ((((booked_at IS NULL) AND ((booked_by)::text = ''::text) AND (entry_id IS NULL)) OR ((booked_at IS NOT NULL) AND (entry_id IS NOT NULL) AND (NOT ((booked_by)::text = ''::text))))),
    CONSTRAINT foreign_object_moves_money CHECK ((NOT (amount_minor = 0)))
);


--
-- Name: payments_foreignobject_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.payments_foreignobject ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.payments_foreignobject_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: payments_guardalert; Type: TABLE; Schema: public; Owner: -
--

CREATE UNLOGGED TABLE public.payments_guardalert (
    scope character varying(10) NOT NULL,
    since timestamp with time zone NOT NULL,
    until timestamp with time zone NOT NULL,
    asked integer NOT NULL,
    CONSTRAINT payments_guardalert_asked_check CHECK ((asked >= 0))
);


--
-- Name: payments_guardhour; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.payments_guardhour (
    begun_at timestamp with time zone NOT NULL,
    checkouts integer NOT NULL,
    paid integer NOT NULL,
    spoiled integer NOT NULL,
    CONSTRAINT payments_guardhour_checkouts_check CHECK ((checkouts >= 0)),
    CONSTRAINT payments_guardhour_paid_check CHECK ((paid >= 0)),
    CONSTRAINT payments_guardhour_spoiled_check CHECK ((spoiled >= 0))
);


--
-- Name: payments_guardsalt; Type: TABLE; Schema: public; Owner: -
--

CREATE UNLOGGED TABLE public.payments_guardsalt (
    day date NOT NULL,
    salt bytea NOT NULL
);


--
-- Name: payments_guardtry; Type: TABLE; Schema: public; Owner: -
--

CREATE UNLOGGED TABLE public.payments_guardtry (
    id bigint NOT NULL,
    order_name character varying(24) NOT NULL,
    payment_name character varying(24) NOT NULL,
    purses character varying(24)[] NOT NULL,
    lane character varying(10) NOT NULL,
    state character varying(10) NOT NULL,
    cards integer NOT NULL,
    is_small boolean NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    CONSTRAINT payments_guardtry_cards_check CHECK ((cards >= 0))
);


--
-- Name: payments_guardtry_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.payments_guardtry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.payments_guardtry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: payments_guardwork; Type: TABLE; Schema: public; Owner: -
--

CREATE UNLOGGED TABLE public.payments_guardwork (
    nonce character varying(32) NOT NULL,
    done_at timestamp with time zone NOT NULL
);


--
-- Name: payments_heldcheckout; Type: TABLE; Schema: public; Owner: -
--

CREATE UNLOGGED TABLE public.payments_heldcheckout (
    uuid uuid NOT NULL,
    email_lookup bytea NOT NULL,
    purses character varying(24)[] NOT NULL,
    sealed bytea NOT NULL,
    language character varying(10) NOT NULL,
    held_at timestamp with time zone NOT NULL,
    mailed_at timestamp with time zone,
    used_at timestamp with time zone
);


--
-- Name: payments_impactnote; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.payments_impactnote (
    id bigint NOT NULL,
    language character varying(10) NOT NULL,
    text text NOT NULL,
    live_from timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    written_by character varying(80) NOT NULL
);


--
-- Name: payments_impactnote_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.payments_impactnote ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.payments_impactnote_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: payments_inboxevent; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.payments_inboxevent (
    id bigint NOT NULL,
    event_id character varying(200) NOT NULL,
    object_id character varying(200) NOT NULL,
    received_at timestamp with time zone NOT NULL,
    tries integer NOT NULL,
    try_after timestamp with time zone NOT NULL,
    settled_at timestamp with time zone,
    provider_account_id bigint NOT NULL,
    CONSTRAINT payments_inboxevent_tries_check CHECK ((tries >= 0))
);


--
-- Name: payments_inboxevent_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.payments_inboxevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.payments_inboxevent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: payments_installation; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.payments_installation (
    id smallint NOT NULL,
    code character varying(32) NOT NULL,
    place text NOT NULL,
    rebuild_from timestamp with time zone,
    CONSTRAINT installation_is_one CHECK ((id = 1)),
    CONSTRAINT payments_installation_id_check CHECK ((id >= 0))
);


--
-- Name: payments_instrument; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.payments_instrument (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    token character varying(200) NOT NULL,
    method character varying(40) NOT NULL,
    label character varying(80) NOT NULL,
    expires date,
    created_at timestamp with time zone NOT NULL,
    revoke_after timestamp with time zone,
    revoked_at timestamp with time zone,
    supporter_id bigint NOT NULL,
    provider_account_id bigint NOT NULL,
    end_noted_on date,
    copy_of_id bigint
);


--
-- Name: payments_instrument_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.payments_instrument ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.payments_instrument_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: payments_instrumentsetup; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.payments_instrumentsetup (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    n integer NOT NULL,
    idem_key character varying(64) NOT NULL,
    frozen_body bytea NOT NULL,
    state character varying(20) NOT NULL,
    session_id character varying(200) NOT NULL,
    session_url text NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    look_after timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    settled_at timestamp with time zone,
    pledge_id bigint NOT NULL,
    provider_account_id bigint NOT NULL,
    method character varying(40) NOT NULL,
    CONSTRAINT payments_instrumentsetup_n_check CHECK ((n >= 0))
);


--
-- Name: payments_instrumentsetup_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.payments_instrumentsetup ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.payments_instrumentsetup_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: payments_payment; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.payments_payment (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    period integer,
    due date,
    request_key character varying(64),
    request_fingerprint character varying(64) NOT NULL,
    form jsonb NOT NULL,
    "interval" character varying(10) NOT NULL,
    amount_minor bigint NOT NULL,
    currency character varying(3) NOT NULL,
    method character varying(40) NOT NULL,
    language character varying(10) NOT NULL,
    state character varying(20) NOT NULL,
    decline_code character varying(60) NOT NULL,
    retry_on date,
    paid_at timestamp with time zone,
    expires_at timestamp with time zone,
    appeal character varying(80) NOT NULL,
    variant character varying(80) NOT NULL,
    manifest_version character varying(80) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    paid_entry_id bigint,
    supporter_id bigint NOT NULL,
    pledge_id bigint,
    confirm_by date,
    expected_on date,
    CONSTRAINT payment_amount_positive CHECK ((amount_minor > 0)),
    CONSTRAINT payment_paid_means_booked CHECK ((((paid_entry_id IS NOT NULL) AND ((state)::text = ANY (ARRAY[('paid'::character varying)::text, ('refunded'::character varying)::text, ('disputed'::character varying)::text, ('returned'::character varying)::text]))) OR ((NOT ((state)::text = ANY (ARRAY[('paid'::character varying)::text, ('refunded'::character varying)::text, ('disputed'::character varying)::text, ('returned'::character varying)::text]))) AND (paid_entry_id IS NULL)))),
    CONSTRAINT payment_period_belongs_to_pledge CHECK ((((period IS NULL) AND (pledge_id IS NULL)) OR ((period IS NOT NULL) AND (pledge_id IS NOT NULL)))),
    CONSTRAINT payments_payment_period_check CHECK ((period >= 0))
);


--
-- Name: payments_payment_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.payments_payment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.payments_payment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: payments_payout; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.payments_payout (
    id bigint NOT NULL,
    object_id character varying(200) NOT NULL,
    amount_minor bigint NOT NULL,
    currency character varying(3) NOT NULL,
    bank_minor bigint NOT NULL,
    bank_currency character varying(3) NOT NULL,
    state character varying(10) NOT NULL,
    arrives_on date NOT NULL,
    created_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    doubt character varying(200) NOT NULL,
    entry_id bigint,
    provider_account_id bigint NOT NULL,
    reversal_id bigint,
    CONSTRAINT payout_amount_positive CHECK (((amount_minor > 0) AND (bank_minor > 0))),
    CONSTRAINT payout_booked_or_in_doubt CHECK (((entry_id IS NOT NULL) OR (NOT ((doubt)::text = ''::text))))
);


--
-- Name: payments_payout_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.payments_payout ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.payments_payout_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: payments_payoutpart; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.payments_payoutpart (
    id bigint NOT NULL,
    part_id character varying(200) NOT NULL,
    kind character varying(20) NOT NULL,
    object_id character varying(200) NOT NULL,
    charge_id character varying(200) NOT NULL,
    gross_minor bigint NOT NULL,
    fee_minor bigint NOT NULL,
    net_minor bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    as_foreign boolean NOT NULL,
    why character varying(200) NOT NULL,
    foreign_id bigint,
    payout_id bigint NOT NULL,
    provider_object_id bigint,
    CONSTRAINT payout_part_is_ours_or_foreign CHECK (((provider_object_id IS NULL) OR (foreign_id IS NULL))),
    CONSTRAINT payout_part_net_is_gross_less_fee CHECK ((net_minor = (gross_minor - fee_minor)))
);


--
-- Name: payments_payoutpart_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.payments_payoutpart ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.payments_payoutpart_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: payments_pledge; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.payments_pledge (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    state character varying(10) NOT NULL,
    "interval" character varying(10) NOT NULL,
    amount_minor bigint NOT NULL,
    currency character varying(3) NOT NULL,
    method character varying(40) NOT NULL,
    language character varying(10) NOT NULL,
    anchor date NOT NULL,
    anchor_n integer NOT NULL,
    n integer NOT NULL,
    next_due date,
    last_planned_on date,
    paused_until date,
    notified_due date,
    notified_on date,
    cancel_reason text NOT NULL,
    doubt character varying(200) NOT NULL,
    terms_version character varying(40) NOT NULL,
    terms_accepted_at timestamp with time zone NOT NULL,
    appeal character varying(80) NOT NULL,
    variant character varying(80) NOT NULL,
    manifest_version character varying(80) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    started_at timestamp with time zone,
    instrument_id bigint,
    supporter_id bigint NOT NULL,
    provider_account_id bigint NOT NULL,
    pause_reason character varying(20) NOT NULL,
    moving_to_id bigint,
    move_asked_at timestamp with time zone,
    move_mails smallint NOT NULL,
    held boolean NOT NULL,
    former_instrument_id bigint,
    CONSTRAINT payments_pledge_anchor_n_check CHECK ((anchor_n >= 0)),
    CONSTRAINT payments_pledge_move_mails_check CHECK ((move_mails >= 0)),
    CONSTRAINT payments_pledge_n_check CHECK ((n >= 0)),
    CONSTRAINT pledge_active_has_a_date CHECK (((NOT ((state)::text = 'active'::text)) OR (next_due IS NOT NULL))),
    CONSTRAINT pledge_amount_positive CHECK ((amount_minor > 0)),
    CONSTRAINT pledge_recurs CHECK ((NOT (("interval")::text = 'once'::text)))
);


--
-- Name: payments_pledge_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.payments_pledge ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.payments_pledge_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: payments_provideraccount; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.payments_provideraccount (
    id bigint NOT NULL,
    code character varying(40) NOT NULL,
    provider character varying(40) NOT NULL,
    enabled boolean NOT NULL,
    stopped_reason text NOT NULL,
    trusted_from timestamp with time zone,
    faults_in_row integer NOT NULL,
    paused_until timestamp with time zone,
    retired_at timestamp with time zone,
    CONSTRAINT payments_provideraccount_faults_in_row_check CHECK ((faults_in_row >= 0))
);


--
-- Name: payments_provideraccount_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.payments_provideraccount ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.payments_provideraccount_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: payments_providerobject; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.payments_providerobject (
    id bigint NOT NULL,
    object_id character varying(200) NOT NULL,
    kind character varying(20) NOT NULL,
    duplicate boolean NOT NULL,
    amount_minor bigint NOT NULL,
    currency character varying(3) NOT NULL,
    decline_code character varying(60) NOT NULL,
    dispute_state character varying(10) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    attempt_id bigint,
    charge_id bigint,
    entry_id bigint,
    payment_id bigint NOT NULL,
    provider_account_id bigint NOT NULL,
    due_by timestamp with time zone,
    fee_minor bigint,
    came_back boolean NOT NULL,
    CONSTRAINT provider_object_amount_positive CHECK ((amount_minor > 0)),
    CONSTRAINT provider_object_money_is_booked CHECK ((((kind)::text = 'decline'::text) OR (entry_id IS NOT NULL)))
);


--
-- Name: payments_providerobject_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.payments_providerobject ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.payments_providerobject_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: payments_providerpace; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.payments_providerpace (
    id bigint NOT NULL,
    operation character varying(20) NOT NULL,
    spent_until timestamp with time zone NOT NULL,
    provider_account_id bigint NOT NULL
);


--
-- Name: payments_providerpace_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.payments_providerpace ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.payments_providerpace_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: payments_receipt; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.payments_receipt (
    id bigint NOT NULL,
    year smallint NOT NULL,
    serial integer NOT NULL,
    kind character varying(12) NOT NULL,
    amount_minor bigint NOT NULL,
    currency character varying(3) NOT NULL,
    moved_on date NOT NULL,
    issued_on date NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    payment_id bigint NOT NULL,
    provider_object_id bigint NOT NULL,
    CONSTRAINT payments_receipt_serial_check CHECK ((serial >= 0)),
    CONSTRAINT payments_receipt_year_check CHECK ((year >= 0)),
    CONSTRAINT receipt_positive CHECK (((amount_minor > 0) AND (serial > 0)))
);


--
-- Name: payments_receipt_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.payments_receipt ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.payments_receipt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: payments_statechange; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.payments_statechange (
    id bigint NOT NULL,
    state character varying(20) NOT NULL,
    actor character varying(80) NOT NULL,
    reason character varying(200) NOT NULL,
    happened_at timestamp with time zone NOT NULL,
    payment_id bigint,
    pledge_id bigint
);


--
-- Name: payments_statechange_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.payments_statechange ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.payments_statechange_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: procrastinate_events; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.procrastinate_events (
    id bigint NOT NULL,
    job_id bigint NOT NULL,
    type public.procrastinate_job_event_type,
    at timestamp with time zone DEFAULT now()
);


--
-- Name: procrastinate_events_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.procrastinate_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: procrastinate_events_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.procrastinate_events_id_seq OWNED BY public.procrastinate_events.id;


--
-- Name: procrastinate_jobs_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.procrastinate_jobs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: procrastinate_jobs_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.procrastinate_jobs_id_seq OWNED BY public.procrastinate_jobs.id;


--
-- Name: procrastinate_periodic_defers; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.procrastinate_periodic_defers (
    id bigint NOT NULL,
    task_name character varying(128) NOT NULL,
    defer_timestamp bigint,
    job_id bigint,
    periodic_id character varying(128) DEFAULT ''::character varying NOT NULL
);


--
-- Name: procrastinate_periodic_defers_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.procrastinate_periodic_defers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: procrastinate_periodic_defers_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.procrastinate_periodic_defers_id_seq OWNED BY public.procrastinate_periodic_defers.id;


--
-- Name: procrastinate_workers; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.procrastinate_workers (
    id bigint NOT NULL,
    last_heartbeat timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: procrastinate_workers_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.procrastinate_workers ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.procrastinate_workers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: publication_article; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.publication_article (
    page_ptr_id integer NOT NULL,
    standfirst text NOT NULL,
    authors character varying(255) NOT NULL,
    date date,
    language character varying(20) NOT NULL,
    lead_alt character varying(300) NOT NULL,
    lead_caption character varying(300) NOT NULL,
    body text NOT NULL,
    source_hash character varying(64) NOT NULL,
    text_hash character varying(64) NOT NULL,
    lead_image_id integer,
    words tsvector GENERATED ALWAYS AS (
CASE lower(split_part((language)::text, '-'::text, 1))
    WHEN 'ar'::text THEN to_tsvector('arabic'::regconfig, ((COALESCE(standfirst, ''::text) || ' '::text) || COALESCE(body, ''::text)))
    WHEN 'da'::text THEN to_tsvector('danish'::regconfig, ((COALESCE(standfirst, ''::text) || ' '::text) || COALESCE(body, ''::text)))
    WHEN 'de'::text THEN to_tsvector('german'::regconfig, ((COALESCE(standfirst, ''::text) || ' '::text) || COALESCE(body, ''::text)))
    WHEN 'el'::text THEN to_tsvector('greek'::regconfig, ((COALESCE(standfirst, ''::text) || ' '::text) || COALESCE(body, ''::text)))
    WHEN 'en'::text THEN to_tsvector('english'::regconfig, ((COALESCE(standfirst, ''::text) || ' '::text) || COALESCE(body, ''::text)))
    WHEN 'es'::text THEN to_tsvector('spanish'::regconfig, ((COALESCE(standfirst, ''::text) || ' '::text) || COALESCE(body, ''::text)))
    WHEN 'fi'::text THEN to_tsvector('finnish'::regconfig, ((COALESCE(standfirst, ''::text) || ' '::text) || COALESCE(body, ''::text)))
    WHEN 'fr'::text THEN to_tsvector('french'::regconfig, ((COALESCE(standfirst, ''::text) || ' '::text) || COALESCE(body, ''::text)))
    WHEN 'hu'::text THEN to_tsvector('hungarian'::regconfig, ((COALESCE(standfirst, ''::text) || ' '::text) || COALESCE(body, ''::text)))
    WHEN 'hy'::text THEN to_tsvector('armenian'::regconfig, ((COALESCE(standfirst, ''::text) || ' '::text) || COALESCE(body, ''::text)))
    WHEN 'id'::text THEN to_tsvector('indonesian'::regconfig, ((COALESCE(standfirst, ''::text) || ' '::text) || COALESCE(body, ''::text)))
    WHEN 'it'::text THEN to_tsvector('italian'::regconfig, ((COALESCE(standfirst, ''::text) || ' '::text) || COALESCE(body, ''::text)))
    WHEN 'lt'::text THEN to_tsvector('lithuanian'::regconfig, ((COALESCE(standfirst, ''::text) || ' '::text) || COALESCE(body, ''::text)))
    WHEN 'nb'::text THEN to_tsvector('norwegian'::regconfig, ((COALESCE(standfirst, ''::text) || ' '::text) || COALESCE(body, ''::text)))
    WHEN 'ne'::text THEN to_tsvector('nepali'::regconfig, ((COALESCE(standfirst, ''::text) || ' '::text) || COALESCE(body, ''::text)))
    WHEN 'nl'::text THEN to_tsvector('dutch'::regconfig, ((COALESCE(standfirst, ''::text) || ' '::text) || COALESCE(body, ''::text)))
    WHEN 'pt'::text THEN to_tsvector('portuguese'::regconfig, ((COALESCE(standfirst, ''::text) || ' '::text) || COALESCE(body, ''::text)))
    WHEN 'ro'::text THEN to_tsvector('romanian'::regconfig, ((COALESCE(standfirst, ''::text) || ' '::text) || COALESCE(body, ''::text)))
    WHEN 'ru'::text THEN to_tsvector('russian'::regconfig, ((COALESCE(standfirst, ''::text) || ' '::text) || COALESCE(body, ''::text)))
    WHEN 'sr'::text THEN to_tsvector('serbian'::regconfig, ((COALESCE(standfirst, ''::text) || ' '::text) || COALESCE(body, ''::text)))
    WHEN 'sv'::text THEN to_tsvector('swedish'::regconfig, ((COALESCE(standfirst, ''::text) || ' '::text) || COALESCE(body, ''::text)))
    WHEN 'tr'::text THEN to_tsvector('turkish'::regconfig, ((COALESCE(standfirst, ''::text) || ' '::text) || COALESCE(body, ''::text)))
    ELSE to_tsvector('simple'::regconfig, ((COALESCE(standfirst, ''::text) || ' '::text) || COALESCE(body, ''::text)))
END) STORED,
    sensitive boolean NOT NULL
);


--
-- Name: publication_articletopic; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.publication_articletopic (
    id bigint NOT NULL,
    content_object_id integer NOT NULL,
    tag_id integer NOT NULL
);


--
-- Name: publication_articletopic_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.publication_articletopic ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publication_articletopic_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: publication_frontpage; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.publication_frontpage (
    page_ptr_id integer NOT NULL,
    language character varying(20) NOT NULL,
    motto character varying(160) NOT NULL,
    lead_id integer
);


--
-- Name: publication_section; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.publication_section (
    page_ptr_id integer NOT NULL,
    language character varying(20) NOT NULL,
    description character varying(240) NOT NULL
);


--
-- Name: publication_stale; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.publication_stale (
    id bigint NOT NULL,
    page_id bigint
);


--
-- Name: publication_stale_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.publication_stale ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publication_stale_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: reminders_reminder; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.reminders_reminder (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    request_key character varying(64) NOT NULL,
    state character varying(10) NOT NULL,
    due date NOT NULL,
    language character varying(10) NOT NULL,
    "interval" character varying(10) NOT NULL,
    amount character varying(20) NOT NULL,
    currency character varying(3) NOT NULL,
    appeal character varying(80) NOT NULL,
    variant character varying(80) NOT NULL,
    manifest_version character varying(80) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    settled_at timestamp with time zone,
    supporter_id bigint NOT NULL
);


--
-- Name: reminders_reminder_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.reminders_reminder ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.reminders_reminder_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: supporters_linkrequest; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.supporters_linkrequest (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    email_lookup bytea NOT NULL,
    language character varying(10) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    mailed_at timestamp with time zone
);


--
-- Name: supporters_linkrequest_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.supporters_linkrequest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.supporters_linkrequest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: supporters_supporter; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.supporters_supporter (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    email_lookup bytea,
    email_sealed bytea,
    name_sealed bytea,
    language character varying(10) NOT NULL,
    country character varying(2) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    never_remind boolean NOT NULL,
    erased_at timestamp with time zone
);


--
-- Name: supporters_supporter_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.supporters_supporter ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.supporters_supporter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: taggit_tag; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.taggit_tag (
    id integer NOT NULL,
    name character varying(100) NOT NULL,
    slug character varying(100) NOT NULL
);


--
-- Name: taggit_tag_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.taggit_tag ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.taggit_tag_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: taggit_taggeditem; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.taggit_taggeditem (
    id integer NOT NULL,
    object_id integer NOT NULL,
    content_type_id integer NOT NULL,
    tag_id integer NOT NULL
);


--
-- Name: taggit_taggeditem_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.taggit_taggeditem ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.taggit_taggeditem_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: wagtailadmin_admin; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.wagtailadmin_admin (
    id integer NOT NULL
);


--
-- Name: wagtailadmin_admin_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.wagtailadmin_admin ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailadmin_admin_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: wagtailadmin_editingsession; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.wagtailadmin_editingsession (
    id integer NOT NULL,
    object_id character varying(255) NOT NULL,
    last_seen_at timestamp with time zone NOT NULL,
    content_type_id integer NOT NULL,
    user_id integer NOT NULL,
    is_editing boolean NOT NULL
);


--
-- Name: wagtailadmin_editingsession_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.wagtailadmin_editingsession ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailadmin_editingsession_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: wagtailadmin_formstate; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.wagtailadmin_formstate (
    id integer NOT NULL,
    data text NOT NULL,
    object_id character varying(255) NOT NULL,
    parent_object_id character varying(255) NOT NULL,
    last_updated_at timestamp with time zone NOT NULL,
    content_type_id integer NOT NULL,
    user_id integer NOT NULL
);


--
-- Name: wagtailadmin_formstate_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.wagtailadmin_formstate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailadmin_formstate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: wagtailcore_apitoken; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.wagtailcore_apitoken (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    key_hash character varying(64) NOT NULL,
    prefix character varying(16) NOT NULL,
    created timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    last_used_at timestamp with time zone,
    user_id integer NOT NULL
);


--
-- Name: wagtailcore_apitoken_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.wagtailcore_apitoken ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_apitoken_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: wagtailcore_collection; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.wagtailcore_collection (
    id integer NOT NULL,
    path character varying(255) NOT NULL COLLATE pg_catalog."C",
    depth integer NOT NULL,
    numchild integer NOT NULL,
    name character varying(255) NOT NULL,
    CONSTRAINT wagtailcore_collection_depth_check CHECK ((depth >= 0)),
    CONSTRAINT wagtailcore_collection_numchild_check CHECK ((numchild >= 0))
);


--
-- Name: wagtailcore_collection_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.wagtailcore_collection ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_collection_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: wagtailcore_collectionviewrestriction; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.wagtailcore_collectionviewrestriction (
    id integer NOT NULL,
    restriction_type character varying(20) NOT NULL,
    password character varying(255) NOT NULL,
    collection_id integer NOT NULL
);


--
-- Name: wagtailcore_collectionviewrestriction_groups; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.wagtailcore_collectionviewrestriction_groups (
    id bigint NOT NULL,
    collectionviewrestriction_id integer CONSTRAINT wagtailcore_collectionviewr_collectionviewrestriction__not_null NOT NULL,
    group_id integer NOT NULL
);


--
-- Name: wagtailcore_collectionviewrestriction_groups_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.wagtailcore_collectionviewrestriction_groups ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_collectionviewrestriction_groups_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: wagtailcore_collectionviewrestriction_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.wagtailcore_collectionviewrestriction ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_collectionviewrestriction_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: wagtailcore_comment; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.wagtailcore_comment (
    id integer NOT NULL,
    text text NOT NULL,
    contentpath text NOT NULL,
    "position" text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    resolved_at timestamp with time zone,
    page_id integer NOT NULL,
    resolved_by_id integer,
    revision_created_id integer,
    user_id integer NOT NULL
);


--
-- Name: wagtailcore_comment_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.wagtailcore_comment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_comment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: wagtailcore_commentreply; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.wagtailcore_commentreply (
    id integer NOT NULL,
    text text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    comment_id integer NOT NULL,
    user_id integer NOT NULL
);


--
-- Name: wagtailcore_commentreply_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.wagtailcore_commentreply ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_commentreply_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: wagtailcore_groupapprovaltask; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.wagtailcore_groupapprovaltask (
    task_ptr_id integer NOT NULL
);


--
-- Name: wagtailcore_groupapprovaltask_groups; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.wagtailcore_groupapprovaltask_groups (
    id bigint NOT NULL,
    groupapprovaltask_id integer CONSTRAINT wagtailcore_groupapprovaltask_gro_groupapprovaltask_id_not_null NOT NULL,
    group_id integer NOT NULL
);


--
-- Name: wagtailcore_groupapprovaltask_groups_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.wagtailcore_groupapprovaltask_groups ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_groupapprovaltask_groups_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: wagtailcore_groupcollectionpermission; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.wagtailcore_groupcollectionpermission (
    id integer NOT NULL,
    collection_id integer NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);


--
-- Name: wagtailcore_groupcollectionpermission_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.wagtailcore_groupcollectionpermission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_groupcollectionpermission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: wagtailcore_grouppagepermission; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.wagtailcore_grouppagepermission (
    id integer NOT NULL,
    group_id integer NOT NULL,
    page_id integer NOT NULL,
    permission_id integer NOT NULL
);


--
-- Name: wagtailcore_grouppagepermission_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.wagtailcore_grouppagepermission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_grouppagepermission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: wagtailcore_groupsitepermission; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.wagtailcore_groupsitepermission (
    id integer NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL,
    site_id integer NOT NULL
);


--
-- Name: wagtailcore_groupsitepermission_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.wagtailcore_groupsitepermission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_groupsitepermission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: wagtailcore_locale; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.wagtailcore_locale (
    id integer NOT NULL,
    language_code character varying(100) NOT NULL
);


--
-- Name: wagtailcore_locale_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.wagtailcore_locale ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_locale_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: wagtailcore_modellogentry; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.wagtailcore_modellogentry (
    id integer NOT NULL,
    label text NOT NULL,
    action character varying(255) NOT NULL,
    data jsonb CONSTRAINT wagtailcore_modellogentry_data_json_not_null NOT NULL,
    "timestamp" timestamp with time zone NOT NULL,
    content_changed boolean NOT NULL,
    deleted boolean NOT NULL,
    object_id character varying(255) NOT NULL,
    content_type_id integer,
    user_id integer,
    uuid uuid,
    revision_id integer
);


--
-- Name: wagtailcore_modellogentry_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.wagtailcore_modellogentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_modellogentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: wagtailcore_page; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.wagtailcore_page (
    id integer NOT NULL,
    path character varying(255) NOT NULL COLLATE pg_catalog."C",
    depth integer NOT NULL,
    numchild integer NOT NULL,
    title character varying(255) NOT NULL,
    slug character varying(255) NOT NULL,
    live boolean NOT NULL,
    has_unpublished_changes boolean NOT NULL,
    url_path text NOT NULL,
    seo_title character varying(255) NOT NULL,
    show_in_menus boolean NOT NULL,
    search_description text NOT NULL,
    go_live_at timestamp with time zone,
    expire_at timestamp with time zone,
    expired boolean NOT NULL,
    content_type_id integer NOT NULL,
    owner_id integer,
    locked boolean NOT NULL,
    latest_revision_created_at timestamp with time zone,
    first_published_at timestamp with time zone,
    live_revision_id integer,
    last_published_at timestamp with time zone,
    draft_title character varying(255) NOT NULL,
    locked_at timestamp with time zone,
    locked_by_id integer,
    translation_key uuid NOT NULL,
    locale_id integer NOT NULL,
    alias_of_id integer,
    latest_revision_id integer,
    CONSTRAINT wagtailcore_page_depth_check CHECK ((depth >= 0)),
    CONSTRAINT wagtailcore_page_numchild_check CHECK ((numchild >= 0))
);


--
-- Name: wagtailcore_page_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.wagtailcore_page ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_page_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: wagtailcore_pagelogentry; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.wagtailcore_pagelogentry (
    id integer NOT NULL,
    label text NOT NULL,
    action character varying(255) NOT NULL,
    data jsonb CONSTRAINT wagtailcore_pagelogentry_data_json_not_null NOT NULL,
    "timestamp" timestamp with time zone NOT NULL,
    content_changed boolean NOT NULL,
    deleted boolean NOT NULL,
    content_type_id integer,
    page_id integer NOT NULL,
    revision_id integer,
    user_id integer,
    uuid uuid
);


--
-- Name: wagtailcore_pagelogentry_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.wagtailcore_pagelogentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_pagelogentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: wagtailcore_revision; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.wagtailcore_revision (
    id integer CONSTRAINT wagtailcore_pagerevision_id_not_null NOT NULL,
    created_at timestamp with time zone CONSTRAINT wagtailcore_pagerevision_created_at_not_null NOT NULL,
    content jsonb CONSTRAINT wagtailcore_pagerevision_content_json_not_null NOT NULL,
    approved_go_live_at timestamp with time zone,
    object_id character varying(255) CONSTRAINT wagtailcore_pagerevision_page_id_not_null NOT NULL,
    user_id integer,
    content_type_id integer NOT NULL,
    base_content_type_id integer NOT NULL,
    object_str text NOT NULL
);


--
-- Name: wagtailcore_pagerevision_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.wagtailcore_revision ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_pagerevision_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: wagtailcore_pagesubscription; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.wagtailcore_pagesubscription (
    id integer NOT NULL,
    comment_notifications boolean NOT NULL,
    page_id integer NOT NULL,
    user_id integer NOT NULL
);


--
-- Name: wagtailcore_pagesubscription_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.wagtailcore_pagesubscription ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_pagesubscription_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: wagtailcore_pageviewrestriction; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.wagtailcore_pageviewrestriction (
    id integer NOT NULL,
    password character varying(255) NOT NULL,
    page_id integer NOT NULL,
    restriction_type character varying(20) NOT NULL
);


--
-- Name: wagtailcore_pageviewrestriction_groups; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.wagtailcore_pageviewrestriction_groups (
    id bigint NOT NULL,
    pageviewrestriction_id integer CONSTRAINT wagtailcore_pageviewrestriction_pageviewrestriction_id_not_null NOT NULL,
    group_id integer NOT NULL
);


--
-- Name: wagtailcore_pageviewrestriction_groups_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.wagtailcore_pageviewrestriction_groups ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_pageviewrestriction_groups_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: wagtailcore_pageviewrestriction_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.wagtailcore_pageviewrestriction ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_pageviewrestriction_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: wagtailcore_referenceindex; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.wagtailcore_referenceindex (
    id integer NOT NULL,
    object_id character varying(255) NOT NULL,
    to_object_id character varying(255) NOT NULL,
    model_path text NOT NULL,
    content_path text NOT NULL,
    content_path_hash uuid NOT NULL,
    base_content_type_id integer NOT NULL,
    content_type_id integer NOT NULL,
    to_content_type_id integer NOT NULL
);


--
-- Name: wagtailcore_referenceindex_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.wagtailcore_referenceindex ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_referenceindex_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: wagtailcore_site; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.wagtailcore_site (
    id integer NOT NULL,
    hostname character varying(255) NOT NULL,
    port integer NOT NULL,
    is_default_site boolean NOT NULL,
    root_page_id integer NOT NULL,
    site_name character varying(255) NOT NULL
);


--
-- Name: wagtailcore_site_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.wagtailcore_site ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_site_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: wagtailcore_task; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.wagtailcore_task (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    active boolean NOT NULL,
    content_type_id integer NOT NULL
);


--
-- Name: wagtailcore_task_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.wagtailcore_task ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_task_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: wagtailcore_taskstate; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.wagtailcore_taskstate (
    id integer NOT NULL,
    status character varying(50) NOT NULL,
    started_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    content_type_id integer NOT NULL,
    revision_id integer CONSTRAINT wagtailcore_taskstate_page_revision_id_not_null NOT NULL,
    task_id integer NOT NULL,
    workflow_state_id integer NOT NULL,
    finished_by_id integer,
    comment text NOT NULL
);


--
-- Name: wagtailcore_taskstate_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.wagtailcore_taskstate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_taskstate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: wagtailcore_uploadedfile; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.wagtailcore_uploadedfile (
    id integer NOT NULL,
    file character varying(200) NOT NULL,
    for_content_type_id integer,
    uploaded_by_user_id integer
);


--
-- Name: wagtailcore_uploadedfile_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.wagtailcore_uploadedfile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_uploadedfile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: wagtailcore_workflow; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.wagtailcore_workflow (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    active boolean NOT NULL
);


--
-- Name: wagtailcore_workflow_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.wagtailcore_workflow ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_workflow_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: wagtailcore_workflowcontenttype; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.wagtailcore_workflowcontenttype (
    content_type_id integer NOT NULL,
    workflow_id integer NOT NULL
);


--
-- Name: wagtailcore_workflowpage; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.wagtailcore_workflowpage (
    page_id integer NOT NULL,
    workflow_id integer NOT NULL
);


--
-- Name: wagtailcore_workflowstate; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.wagtailcore_workflowstate (
    id integer NOT NULL,
    status character varying(50) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    current_task_state_id integer,
    object_id character varying(255) CONSTRAINT wagtailcore_workflowstate_page_id_not_null NOT NULL,
    requested_by_id integer,
    workflow_id integer NOT NULL,
    content_type_id integer NOT NULL,
    base_content_type_id integer NOT NULL
);


--
-- Name: wagtailcore_workflowstate_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.wagtailcore_workflowstate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_workflowstate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: wagtailcore_workflowtask; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.wagtailcore_workflowtask (
    id integer NOT NULL,
    sort_order integer,
    task_id integer NOT NULL,
    workflow_id integer NOT NULL
);


--
-- Name: wagtailcore_workflowtask_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.wagtailcore_workflowtask ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_workflowtask_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: wagtaildocs_document; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.wagtaildocs_document (
    id integer NOT NULL,
    title character varying(255) NOT NULL,
    file character varying(100) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    uploaded_by_user_id integer,
    collection_id integer NOT NULL,
    file_size bigint,
    file_hash character varying(40) NOT NULL,
    CONSTRAINT wagtaildocs_document_file_size_check CHECK ((file_size >= 0))
);


--
-- Name: wagtaildocs_document_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.wagtaildocs_document ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtaildocs_document_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: wagtailembeds_embed; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.wagtailembeds_embed (
    id integer NOT NULL,
    url text NOT NULL,
    max_width smallint,
    type character varying(10) NOT NULL,
    html text NOT NULL,
    title text NOT NULL,
    author_name text NOT NULL,
    provider_name text NOT NULL,
    thumbnail_url text NOT NULL,
    width integer,
    height integer,
    last_updated timestamp with time zone NOT NULL,
    hash character varying(32) NOT NULL,
    cache_until timestamp with time zone
);


--
-- Name: wagtailembeds_embed_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.wagtailembeds_embed ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailembeds_embed_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: wagtailimages_image; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.wagtailimages_image (
    id integer NOT NULL,
    title character varying(255) NOT NULL,
    file character varying(100) NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    focal_point_x integer,
    focal_point_y integer,
    focal_point_width integer,
    focal_point_height integer,
    uploaded_by_user_id integer,
    file_size integer,
    collection_id integer NOT NULL,
    file_hash character varying(40) NOT NULL,
    description character varying(255) NOT NULL,
    CONSTRAINT wagtailimages_image_file_size_check CHECK ((file_size >= 0)),
    CONSTRAINT wagtailimages_image_focal_point_height_check CHECK ((focal_point_height >= 0)),
    CONSTRAINT wagtailimages_image_focal_point_width_check CHECK ((focal_point_width >= 0)),
    CONSTRAINT wagtailimages_image_focal_point_x_check CHECK ((focal_point_x >= 0)),
    CONSTRAINT wagtailimages_image_focal_point_y_check CHECK ((focal_point_y >= 0))
);


--
-- Name: wagtailimages_image_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.wagtailimages_image ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailimages_image_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: wagtailimages_rendition; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.wagtailimages_rendition (
    id integer NOT NULL,
    file character varying(100) NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    focal_point_key character varying(16) NOT NULL,
    filter_spec character varying(255) NOT NULL,
    image_id integer NOT NULL
);


--
-- Name: wagtailimages_rendition_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.wagtailimages_rendition ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailimages_rendition_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: wagtailsearch_indexentry; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.wagtailsearch_indexentry (
    id integer NOT NULL,
    object_id character varying(50) NOT NULL,
    title_norm double precision NOT NULL,
    content_type_id integer NOT NULL,
    autocomplete tsvector NOT NULL,
    title tsvector NOT NULL,
    body tsvector NOT NULL,
    title_text text NOT NULL,
    body_text text NOT NULL
);


--
-- Name: wagtailsearch_indexentry_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.wagtailsearch_indexentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailsearch_indexentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: wagtailusers_userprofile; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.wagtailusers_userprofile (
    id integer NOT NULL,
    submitted_notifications boolean NOT NULL,
    approved_notifications boolean NOT NULL,
    rejected_notifications boolean NOT NULL,
    user_id integer NOT NULL,
    preferred_language character varying(10) NOT NULL,
    current_time_zone character varying(40) NOT NULL,
    avatar character varying(100) NOT NULL,
    updated_comments_notifications boolean CONSTRAINT wagtailusers_userprofile_updated_comments_notification_not_null NOT NULL,
    dismissibles jsonb NOT NULL,
    theme character varying(40) NOT NULL,
    density character varying(40) NOT NULL,
    contrast character varying(40) NOT NULL,
    keyboard_shortcuts boolean NOT NULL
);


--
-- Name: wagtailusers_userprofile_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.wagtailusers_userprofile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailusers_userprofile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: procrastinate_events id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_events ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_events_id_seq'::regclass);


--
-- Name: procrastinate_jobs id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_jobs ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_jobs_id_seq'::regclass);


--
-- Name: procrastinate_periodic_defers id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_periodic_defers ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_periodic_defers_id_seq'::regclass);


--
-- Data for Name: erasure; Type: TABLE DATA; Schema: keyring; Owner: -
--



--
-- Data for Name: supporter_key; Type: TABLE DATA; Schema: keyring; Owner: -
--



--
-- Data for Name: appeals_appeal; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: appeals_appealchange; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: appeals_appealhold; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: appeals_appealrevision; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: appeals_appealtest; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: appeals_askingswitch; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: appeals_campaign; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: appeals_campaignchange; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: appeals_campaigntotal; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: appeals_manifestversion; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: appeals_sharesetting; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: appeals_tally; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: appeals_variant; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: appeals_varianttext; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: auth_group; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.auth_group VALUES
	(1, 'Moderators'),
	(2, 'Editors');


--
-- Data for Name: auth_group_permissions; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.auth_group_permissions VALUES
	(1, 1, 1),
	(2, 1, 2),
	(3, 1, 3),
	(4, 2, 1),
	(5, 2, 2),
	(6, 2, 3),
	(7, 1, 4),
	(8, 2, 4),
	(9, 1, 5),
	(10, 2, 5),
	(11, 1, 114),
	(12, 1, 115),
	(13, 1, 116),
	(14, 2, 114),
	(15, 2, 115),
	(16, 2, 116),
	(17, 1, 117),
	(18, 2, 117);


--
-- Data for Name: auth_permission; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.auth_permission VALUES
	(1, 'Can add image', 2, 'add_image'),
	(2, 'Can change image', 2, 'change_image'),
	(3, 'Can delete image', 2, 'delete_image'),
	(4, 'Can access Wagtail admin', 3, 'access_admin'),
	(5, 'Can choose image', 2, 'choose_image'),
	(6, 'Can add locale', 5, 'add_locale'),
	(7, 'Can change locale', 5, 'change_locale'),
	(8, 'Can delete locale', 5, 'delete_locale'),
	(9, 'Can view locale', 5, 'view_locale'),
	(10, 'Can add site', 6, 'add_site'),
	(11, 'Can change site', 6, 'change_site'),
	(12, 'Can delete site', 6, 'delete_site'),
	(13, 'Can view site', 6, 'view_site'),
	(14, 'Can add group site permission', 7, 'add_groupsitepermission'),
	(15, 'Can change group site permission', 7, 'change_groupsitepermission'),
	(16, 'Can delete group site permission', 7, 'delete_groupsitepermission'),
	(17, 'Can view group site permission', 7, 'view_groupsitepermission'),
	(18, 'Can add API token', 8, 'add_apitoken'),
	(19, 'Can change API token', 8, 'change_apitoken'),
	(20, 'Can delete API token', 8, 'delete_apitoken'),
	(21, 'Can view API token', 8, 'view_apitoken'),
	(22, 'Can add model log entry', 9, 'add_modellogentry'),
	(23, 'Can change model log entry', 9, 'change_modellogentry'),
	(24, 'Can delete model log entry', 9, 'delete_modellogentry'),
	(25, 'Can view model log entry', 9, 'view_modellogentry'),
	(26, 'Can add revision', 10, 'add_revision'),
	(27, 'Can change revision', 10, 'change_revision'),
	(28, 'Can delete revision', 10, 'delete_revision'),
	(29, 'Can view revision', 10, 'view_revision'),
	(30, 'Can add collection view restriction', 11, 'add_collectionviewrestriction'),
	(31, 'Can change collection view restriction', 11, 'change_collectionviewrestriction'),
	(32, 'Can delete collection view restriction', 11, 'delete_collectionviewrestriction'),
	(33, 'Can view collection view restriction', 11, 'view_collectionviewrestriction'),
	(34, 'Can add collection', 12, 'add_collection'),
	(35, 'Can change collection', 12, 'change_collection'),
	(36, 'Can delete collection', 12, 'delete_collection'),
	(37, 'Can view collection', 12, 'view_collection'),
	(38, 'Can add group collection permission', 13, 'add_groupcollectionpermission'),
	(39, 'Can change group collection permission', 13, 'change_groupcollectionpermission'),
	(40, 'Can delete group collection permission', 13, 'delete_groupcollectionpermission'),
	(41, 'Can view group collection permission', 13, 'view_groupcollectionpermission'),
	(42, 'Can add uploaded file', 14, 'add_uploadedfile'),
	(43, 'Can change uploaded file', 14, 'change_uploadedfile'),
	(44, 'Can delete uploaded file', 14, 'delete_uploadedfile'),
	(45, 'Can view uploaded file', 14, 'view_uploadedfile'),
	(46, 'Can add workflow content type', 15, 'add_workflowcontenttype'),
	(47, 'Can change workflow content type', 15, 'change_workflowcontenttype'),
	(48, 'Can delete workflow content type', 15, 'delete_workflowcontenttype'),
	(49, 'Can view workflow content type', 15, 'view_workflowcontenttype'),
	(50, 'Can add Workflow state', 16, 'add_workflowstate'),
	(51, 'Can change Workflow state', 16, 'change_workflowstate'),
	(52, 'Can delete Workflow state', 16, 'delete_workflowstate'),
	(53, 'Can view Workflow state', 16, 'view_workflowstate'),
	(54, 'Can add workflow', 17, 'add_workflow'),
	(55, 'Can change workflow', 17, 'change_workflow'),
	(56, 'Can delete workflow', 17, 'delete_workflow'),
	(57, 'Can view workflow', 17, 'view_workflow'),
	(58, 'Can add workflow task order', 18, 'add_workflowtask'),
	(59, 'Can change workflow task order', 18, 'change_workflowtask'),
	(60, 'Can delete workflow task order', 18, 'delete_workflowtask'),
	(61, 'Can view workflow task order', 18, 'view_workflowtask'),
	(62, 'Can add task', 19, 'add_task'),
	(63, 'Can change task', 19, 'change_task'),
	(64, 'Can delete task', 19, 'delete_task'),
	(65, 'Can view task', 19, 'view_task'),
	(66, 'Can add Group approval task', 4, 'add_groupapprovaltask'),
	(67, 'Can change Group approval task', 4, 'change_groupapprovaltask'),
	(68, 'Can delete Group approval task', 4, 'delete_groupapprovaltask'),
	(69, 'Can view Group approval task', 4, 'view_groupapprovaltask'),
	(70, 'Can add Task state', 20, 'add_taskstate'),
	(71, 'Can change Task state', 20, 'change_taskstate'),
	(72, 'Can delete Task state', 20, 'delete_taskstate'),
	(73, 'Can view Task state', 20, 'view_taskstate'),
	(74, 'Can add page', 1, 'add_page'),
	(75, 'Can change page', 1, 'change_page'),
	(76, 'Can delete page', 1, 'delete_page'),
	(77, 'Can view page', 1, 'view_page'),
	(78, 'Delete pages with children', 1, 'bulk_delete_page'),
	(79, 'Lock/unlock pages you''ve locked', 1, 'lock_page'),
	(80, 'Publish any page', 1, 'publish_page'),
	(81, 'Unlock any page', 1, 'unlock_page'),
	(82, 'Can add group page permission', 21, 'add_grouppagepermission'),
	(83, 'Can change group page permission', 21, 'change_grouppagepermission'),
	(84, 'Can delete group page permission', 21, 'delete_grouppagepermission'),
	(85, 'Can view group page permission', 21, 'view_grouppagepermission'),
	(86, 'Can add page view restriction', 22, 'add_pageviewrestriction'),
	(87, 'Can change page view restriction', 22, 'change_pageviewrestriction'),
	(88, 'Can delete page view restriction', 22, 'delete_pageviewrestriction'),
	(89, 'Can view page view restriction', 22, 'view_pageviewrestriction'),
	(90, 'Can add workflow page', 23, 'add_workflowpage'),
	(91, 'Can change workflow page', 23, 'change_workflowpage'),
	(92, 'Can delete workflow page', 23, 'delete_workflowpage'),
	(93, 'Can view workflow page', 23, 'view_workflowpage'),
	(94, 'Can add page log entry', 24, 'add_pagelogentry'),
	(95, 'Can change page log entry', 24, 'change_pagelogentry'),
	(96, 'Can delete page log entry', 24, 'delete_pagelogentry'),
	(97, 'Can view page log entry', 24, 'view_pagelogentry'),
	(98, 'Can add comment', 25, 'add_comment'),
	(99, 'Can change comment', 25, 'change_comment'),
	(100, 'Can delete comment', 25, 'delete_comment'),
	(101, 'Can view comment', 25, 'view_comment'),
	(102, 'Can add comment reply', 26, 'add_commentreply'),
	(103, 'Can change comment reply', 26, 'change_commentreply'),
	(104, 'Can delete comment reply', 26, 'delete_commentreply'),
	(105, 'Can view comment reply', 26, 'view_commentreply'),
	(106, 'Can add page subscription', 27, 'add_pagesubscription'),
	(107, 'Can change page subscription', 27, 'change_pagesubscription'),
	(108, 'Can delete page subscription', 27, 'delete_pagesubscription'),
	(109, 'Can view page subscription', 27, 'view_pagesubscription'),
	(110, 'Can add reference index', 28, 'add_referenceindex'),
	(111, 'Can change reference index', 28, 'change_referenceindex'),
	(112, 'Can delete reference index', 28, 'delete_referenceindex'),
	(113, 'Can view reference index', 28, 'view_referenceindex'),
	(114, 'Can add document', 29, 'add_document'),
	(115, 'Can change document', 29, 'change_document'),
	(116, 'Can delete document', 29, 'delete_document'),
	(117, 'Can choose document', 29, 'choose_document');


--
-- Data for Name: auth_user; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: auth_user_groups; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: auth_user_user_permissions; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: bank_bankevent; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: bank_bankline; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: bank_collection; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: bank_collectionfile; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: bank_expectedtransfer; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: bank_mandate; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: bank_mandatepage; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: bank_notedgift; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: bank_notedreversal; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: bank_receivedtransfer; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: bank_statement; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: bank_statementfile; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: bank_transferback; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: bank_transferreference; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: core_sending; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: django_content_type; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.django_content_type VALUES
	(1, 'wagtailcore', 'page'),
	(2, 'wagtailimages', 'image'),
	(3, 'wagtailadmin', 'admin'),
	(4, 'wagtailcore', 'groupapprovaltask'),
	(5, 'wagtailcore', 'locale'),
	(6, 'wagtailcore', 'site'),
	(7, 'wagtailcore', 'groupsitepermission'),
	(8, 'wagtailcore', 'apitoken'),
	(9, 'wagtailcore', 'modellogentry'),
	(10, 'wagtailcore', 'revision'),
	(11, 'wagtailcore', 'collectionviewrestriction'),
	(12, 'wagtailcore', 'collection'),
	(13, 'wagtailcore', 'groupcollectionpermission'),
	(14, 'wagtailcore', 'uploadedfile'),
	(15, 'wagtailcore', 'workflowcontenttype'),
	(16, 'wagtailcore', 'workflowstate'),
	(17, 'wagtailcore', 'workflow'),
	(18, 'wagtailcore', 'workflowtask'),
	(19, 'wagtailcore', 'task'),
	(20, 'wagtailcore', 'taskstate'),
	(21, 'wagtailcore', 'grouppagepermission'),
	(22, 'wagtailcore', 'pageviewrestriction'),
	(23, 'wagtailcore', 'workflowpage'),
	(24, 'wagtailcore', 'pagelogentry'),
	(25, 'wagtailcore', 'comment'),
	(26, 'wagtailcore', 'commentreply'),
	(27, 'wagtailcore', 'pagesubscription'),
	(28, 'wagtailcore', 'referenceindex'),
	(29, 'wagtaildocs', 'document');


--
-- Data for Name: django_migrations; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.django_migrations VALUES
	(1, 'contenttypes', '0001_initial', '2000-01-01 00:00:00+00'),
	(2, 'auth', '0001_initial', '2000-01-01 00:00:00+00'),
	(3, 'appeals', '0001_initial', '2000-01-01 00:00:00+00'),
	(4, 'appeals', '0002_what_an_appeal_may_ask', '2000-01-01 00:00:00+00'),
	(5, 'appeals', '0003_looks_and_campaigns', '2000-01-01 00:00:00+00'),
	(6, 'appeals', '0004_keep_drafts_and_owners', '2000-01-01 00:00:00+00'),
	(7, 'appeals', '0005_tests_and_shares', '2000-01-01 00:00:00+00'),
	(8, 'appeals', '0006_one_row_a_cell', '2000-01-01 00:00:00+00'),
	(9, 'contenttypes', '0002_remove_content_type_name', '2000-01-01 00:00:00+00'),
	(10, 'auth', '0002_alter_permission_name_max_length', '2000-01-01 00:00:00+00'),
	(11, 'auth', '0003_alter_user_email_max_length', '2000-01-01 00:00:00+00'),
	(12, 'auth', '0004_alter_user_username_opts', '2000-01-01 00:00:00+00'),
	(13, 'auth', '0005_alter_user_last_login_null', '2000-01-01 00:00:00+00'),
	(14, 'auth', '0006_require_contenttypes_0002', '2000-01-01 00:00:00+00'),
	(15, 'auth', '0007_alter_validators_add_error_messages', '2000-01-01 00:00:00+00'),
	(16, 'auth', '0008_alter_user_username_max_length', '2000-01-01 00:00:00+00'),
	(17, 'auth', '0009_alter_user_last_name_max_length', '2000-01-01 00:00:00+00'),
	(18, 'auth', '0010_alter_group_name_max_length', '2000-01-01 00:00:00+00'),
	(19, 'auth', '0011_update_proxy_permissions', '2000-01-01 00:00:00+00'),
	(20, 'auth', '0012_alter_user_first_name_max_length', '2000-01-01 00:00:00+00'),
	(21, 'supporters', '0001_initial', '2000-01-01 00:00:00+00'),
	(22, 'supporters', '0002_keyring', '2000-01-01 00:00:00+00'),
	(23, 'bank', '0001_initial', '2000-01-01 00:00:00+00'),
	(24, 'bank', '0002_mandates', '2000-01-01 00:00:00+00'),
	(25, 'bank', '0003_statements', '2000-01-01 00:00:00+00'),
	(26, 'core', '0001_sending', '2000-01-01 00:00:00+00'),
	(27, 'ledger', '0001_initial', '2000-01-01 00:00:00+00'),
	(28, 'ledger', '0002_append_only', '2000-01-01 00:00:00+00'),
	(29, 'ledger', '0003_more_kinds_of_entries', '2000-01-01 00:00:00+00'),
	(30, 'ledger', '0004_months_corrections_rates', '2000-01-01 00:00:00+00'),
	(31, 'payments', '0001_initial', '2000-01-01 00:00:00+00'),
	(32, 'payments', '0002_history_append_only', '2000-01-01 00:00:00+00'),
	(33, 'payments', '0003_what_the_worker_asks_for', '2000-01-01 00:00:00+00'),
	(34, 'payments', '0004_card_of_a_charge_and_its_dunning', '2000-01-01 00:00:00+00'),
	(35, 'payments', '0005_payouts_returns_and_pause_reasons', '2000-01-01 00:00:00+00'),
	(36, 'payments', '0006_receipts', '2000-01-01 00:00:00+00'),
	(37, 'payments', '0007_change_of_processor', '2000-01-01 00:00:00+00'),
	(38, 'payments', '0008_place_of_the_database', '2000-01-01 00:00:00+00'),
	(39, 'payments', '0009_what_comparing_found', '2000-01-01 00:00:00+00'),
	(40, 'payments', '0010_when_objects_were_made', '2000-01-01 00:00:00+00'),
	(41, 'payments', '0011_gifts_by_appeal', '2000-01-01 00:00:00+00'),
	(42, 'payments', '0012_second_tries_and_expected_days', '2000-01-01 00:00:00+00'),
	(43, 'payments', '0013_ways_to_pay', '2000-01-01 00:00:00+00'),
	(44, 'payments', '0014_guard_of_checkouts', '2000-01-01 00:00:00+00'),
	(45, 'procrastinate', '0001_initial', '2000-01-01 00:00:00+00'),
	(46, 'procrastinate', '0002_drop_started_at_column', '2000-01-01 00:00:00+00'),
	(47, 'procrastinate', '0003_drop_started_at_column', '2000-01-01 00:00:00+00'),
	(48, 'procrastinate', '0004_drop_procrastinate_version_table', '2000-01-01 00:00:00+00'),
	(49, 'procrastinate', '0005_fix_procrastinate_fetch_job', '2000-01-01 00:00:00+00'),
	(50, 'procrastinate', '0006_fix_trigger_status_events_insert', '2000-01-01 00:00:00+00'),
	(51, 'procrastinate', '0007_add_queueing_lock_column', '2000-01-01 00:00:00+00'),
	(52, 'procrastinate', '0008_close_fetch_job_race_condition', '2000-01-01 00:00:00+00'),
	(53, 'procrastinate', '0009_add_defer_job_function', '2000-01-01 00:00:00+00'),
	(54, 'procrastinate', '0010_add_procrastinate_periodic_defers', '2000-01-01 00:00:00+00'),
	(55, 'procrastinate', '0011_add_foreign_key_index', '2000-01-01 00:00:00+00'),
	(56, 'procrastinate', '0012_add_locks_to_periodic_defer', '2000-01-01 00:00:00+00'),
	(57, 'procrastinate', '0013_fix_procrastinate_defer_periodic_job', '2000-01-01 00:00:00+00'),
	(58, 'procrastinate', '0014_add_finish_job_and_retry_job_functions', '2000-01-01 00:00:00+00'),
	(59, 'procrastinate', '0015_add_trigger_on_job_deletion', '2000-01-01 00:00:00+00'),
	(60, 'procrastinate', '0016_delete_finished_jobs', '2000-01-01 00:00:00+00'),
	(61, 'procrastinate', '0017_add_checks_to_finish_job', '2000-01-01 00:00:00+00'),
	(62, 'procrastinate', '0018_add_checks_to_retry_job', '2000-01-01 00:00:00+00'),
	(63, 'procrastinate', '0019_fix_finish_job_compat_issue', '2000-01-01 00:00:00+00'),
	(64, 'procrastinate', '0020_add_index_on_procrastinate_jobs', '2000-01-01 00:00:00+00'),
	(65, 'procrastinate', '0021_add_kwargs_to_defer_periodic_job', '2000-01-01 00:00:00+00'),
	(66, 'procrastinate', '0022_null_locks_excluded', '2000-01-01 00:00:00+00'),
	(67, 'procrastinate', '0023_remove_old_finish_job_function', '2000-01-01 00:00:00+00'),
	(68, 'procrastinate', '0024_job_id_bigint', '2000-01-01 00:00:00+00'),
	(69, 'procrastinate', '0025_add_models', '2000-01-01 00:00:00+00'),
	(70, 'procrastinate', '0026_add_job_priority', '2000-01-01 00:00:00+00'),
	(71, 'procrastinate', '0027_add_periodic_job_priority', '2000-01-01 00:00:00+00'),
	(72, 'procrastinate', '0028_add_cancel_states', '2000-01-01 00:00:00+00'),
	(73, 'procrastinate', '0029_add_additional_params_to_retry_job', '2000-01-01 00:00:00+00'),
	(74, 'procrastinate', '0030_alter_procrastinateevent_options', '2000-01-01 00:00:00+00'),
	(75, 'procrastinate', '0031_add_indexes_for_fetch_job', '2000-01-01 00:00:00+00'),
	(76, 'procrastinate', '0032_pre_cancel_notification', '2000-01-01 00:00:00+00'),
	(77, 'procrastinate', '0033_post_cancel_notification', '2000-01-01 00:00:00+00'),
	(78, 'procrastinate', '0034_pre_add_heartbeat', '2000-01-01 00:00:00+00'),
	(79, 'procrastinate', '0035_post_add_heartbeat', '2000-01-01 00:00:00+00'),
	(80, 'procrastinate', '0036_add_worker_model', '2000-01-01 00:00:00+00'),
	(81, 'procrastinate', '0037_pre_batch_defer_jobs', '2000-01-01 00:00:00+00'),
	(82, 'procrastinate', '0038_post_batch_defer_jobs', '2000-01-01 00:00:00+00'),
	(83, 'procrastinate', '0039_pre_priority_lock_fetch_job', '2000-01-01 00:00:00+00'),
	(84, 'procrastinate', '0040_pre_retry_failed_job', '2000-01-01 00:00:00+00'),
	(85, 'procrastinate', '0041_post_retry_failed_job', '2000-01-01 00:00:00+00'),
	(86, 'wagtailcore', '0001_initial', '2000-01-01 00:00:00+00'),
	(87, 'wagtailcore', '0002_initial_data', '2000-01-01 00:00:00+00'),
	(88, 'wagtailcore', '0003_add_uniqueness_constraint_on_group_page_permission', '2000-01-01 00:00:00+00'),
	(89, 'wagtailcore', '0004_page_locked', '2000-01-01 00:00:00+00'),
	(90, 'wagtailcore', '0005_add_page_lock_permission_to_moderators', '2000-01-01 00:00:00+00'),
	(91, 'wagtailcore', '0006_add_lock_page_permission', '2000-01-01 00:00:00+00'),
	(92, 'wagtailcore', '0007_page_latest_revision_created_at', '2000-01-01 00:00:00+00'),
	(93, 'wagtailcore', '0008_populate_latest_revision_created_at', '2000-01-01 00:00:00+00'),
	(94, 'wagtailcore', '0009_remove_auto_now_add_from_pagerevision_created_at', '2000-01-01 00:00:00+00'),
	(95, 'wagtailcore', '0010_change_page_owner_to_null_on_delete', '2000-01-01 00:00:00+00'),
	(96, 'wagtailcore', '0011_page_first_published_at', '2000-01-01 00:00:00+00'),
	(97, 'wagtailcore', '0012_extend_page_slug_field', '2000-01-01 00:00:00+00'),
	(98, 'wagtailcore', '0013_update_golive_expire_help_text', '2000-01-01 00:00:00+00'),
	(99, 'wagtailcore', '0014_add_verbose_name', '2000-01-01 00:00:00+00'),
	(100, 'wagtailcore', '0015_add_more_verbose_names', '2000-01-01 00:00:00+00'),
	(101, 'wagtailcore', '0016_change_page_url_path_to_text_field', '2000-01-01 00:00:00+00'),
	(102, 'wagtailcore', '0017_change_edit_page_permission_description', '2000-01-01 00:00:00+00'),
	(103, 'wagtailcore', '0018_pagerevision_submitted_for_moderation_index', '2000-01-01 00:00:00+00'),
	(104, 'wagtailcore', '0019_verbose_names_cleanup', '2000-01-01 00:00:00+00'),
	(105, 'wagtailcore', '0020_add_index_on_page_first_published_at', '2000-01-01 00:00:00+00'),
	(106, 'wagtailcore', '0021_capitalizeverbose', '2000-01-01 00:00:00+00'),
	(107, 'wagtailcore', '0022_add_site_name', '2000-01-01 00:00:00+00'),
	(108, 'wagtailcore', '0023_alter_page_revision_on_delete_behaviour', '2000-01-01 00:00:00+00'),
	(109, 'wagtailcore', '0024_collection', '2000-01-01 00:00:00+00'),
	(110, 'wagtailcore', '0025_collection_initial_data', '2000-01-01 00:00:00+00'),
	(111, 'wagtailcore', '0026_group_collection_permission', '2000-01-01 00:00:00+00'),
	(112, 'taggit', '0001_initial', '2000-01-01 00:00:00+00'),
	(113, 'wagtailimages', '0001_initial', '2000-01-01 00:00:00+00'),
	(114, 'wagtailimages', '0002_initial_data', '2000-01-01 00:00:00+00'),
	(115, 'wagtailimages', '0003_fix_focal_point_fields', '2000-01-01 00:00:00+00'),
	(116, 'wagtailimages', '0004_make_focal_point_key_not_nullable', '2000-01-01 00:00:00+00'),
	(117, 'wagtailimages', '0005_make_filter_spec_unique', '2000-01-01 00:00:00+00'),
	(118, 'wagtailimages', '0006_add_verbose_names', '2000-01-01 00:00:00+00'),
	(119, 'wagtailimages', '0007_image_file_size', '2000-01-01 00:00:00+00'),
	(120, 'wagtailimages', '0008_image_created_at_index', '2000-01-01 00:00:00+00'),
	(121, 'wagtailimages', '0009_capitalizeverbose', '2000-01-01 00:00:00+00'),
	(122, 'wagtailimages', '0010_change_on_delete_behaviour', '2000-01-01 00:00:00+00'),
	(123, 'wagtailimages', '0011_image_collection', '2000-01-01 00:00:00+00'),
	(124, 'wagtailimages', '0012_copy_image_permissions_to_collections', '2000-01-01 00:00:00+00'),
	(125, 'wagtailimages', '0013_make_rendition_upload_callable', '2000-01-01 00:00:00+00'),
	(126, 'wagtailimages', '0014_add_filter_spec_field', '2000-01-01 00:00:00+00'),
	(127, 'wagtailimages', '0015_fill_filter_spec_field', '2000-01-01 00:00:00+00'),
	(128, 'wagtailimages', '0016_deprecate_rendition_filter_relation', '2000-01-01 00:00:00+00'),
	(129, 'wagtailimages', '0017_reduce_focal_point_key_max_length', '2000-01-01 00:00:00+00'),
	(130, 'wagtailimages', '0018_remove_rendition_filter', '2000-01-01 00:00:00+00'),
	(131, 'wagtailimages', '0019_delete_filter', '2000-01-01 00:00:00+00'),
	(132, 'wagtailimages', '0020_add-verbose-name', '2000-01-01 00:00:00+00'),
	(133, 'wagtailimages', '0021_image_file_hash', '2000-01-01 00:00:00+00'),
	(134, 'wagtailimages', '0022_uploadedimage', '2000-01-01 00:00:00+00'),
	(135, 'wagtailadmin', '0001_create_admin_access_permissions', '2000-01-01 00:00:00+00'),
	(136, 'wagtailimages', '0023_add_choose_permissions', '2000-01-01 00:00:00+00'),
	(137, 'wagtailimages', '0024_index_image_file_hash', '2000-01-01 00:00:00+00'),
	(138, 'wagtailimages', '0025_alter_image_file_alter_rendition_file', '2000-01-01 00:00:00+00'),
	(139, 'wagtailimages', '0026_delete_uploadedimage', '2000-01-01 00:00:00+00'),
	(140, 'wagtailimages', '0027_image_description', '2000-01-01 00:00:00+00'),
	(141, 'wagtailcore', '0027_fix_collection_path_collation', '2000-01-01 00:00:00+00'),
	(142, 'wagtailcore', '0024_alter_page_content_type_on_delete_behaviour', '2000-01-01 00:00:00+00'),
	(143, 'wagtailcore', '0028_merge', '2000-01-01 00:00:00+00'),
	(144, 'wagtailcore', '0029_unicode_slugfield_dj19', '2000-01-01 00:00:00+00'),
	(145, 'wagtailcore', '0030_index_on_pagerevision_created_at', '2000-01-01 00:00:00+00'),
	(146, 'wagtailcore', '0031_add_page_view_restriction_types', '2000-01-01 00:00:00+00'),
	(147, 'wagtailcore', '0032_add_bulk_delete_page_permission', '2000-01-01 00:00:00+00'),
	(148, 'wagtailcore', '0033_remove_golive_expiry_help_text', '2000-01-01 00:00:00+00'),
	(149, 'wagtailcore', '0034_page_live_revision', '2000-01-01 00:00:00+00'),
	(150, 'wagtailcore', '0035_page_last_published_at', '2000-01-01 00:00:00+00'),
	(151, 'wagtailcore', '0036_populate_page_last_published_at', '2000-01-01 00:00:00+00'),
	(152, 'wagtailcore', '0037_set_page_owner_editable', '2000-01-01 00:00:00+00'),
	(153, 'wagtailcore', '0038_make_first_published_at_editable', '2000-01-01 00:00:00+00'),
	(154, 'wagtailcore', '0039_collectionviewrestriction', '2000-01-01 00:00:00+00'),
	(155, 'wagtailcore', '0040_page_draft_title', '2000-01-01 00:00:00+00'),
	(156, 'wagtailcore', '0041_group_collection_permissions_verbose_name_plural', '2000-01-01 00:00:00+00'),
	(157, 'wagtailcore', '0042_index_on_pagerevision_approved_go_live_at', '2000-01-01 00:00:00+00'),
	(158, 'wagtailcore', '0043_lock_fields', '2000-01-01 00:00:00+00'),
	(159, 'wagtailcore', '0044_add_unlock_grouppagepermission', '2000-01-01 00:00:00+00'),
	(160, 'wagtailcore', '0045_assign_unlock_grouppagepermission', '2000-01-01 00:00:00+00'),
	(161, 'wagtailcore', '0046_site_name_remove_null', '2000-01-01 00:00:00+00'),
	(162, 'wagtailcore', '0047_add_workflow_models', '2000-01-01 00:00:00+00'),
	(163, 'wagtailcore', '0048_add_default_workflows', '2000-01-01 00:00:00+00'),
	(164, 'wagtailcore', '0049_taskstate_finished_by', '2000-01-01 00:00:00+00'),
	(165, 'wagtailcore', '0050_workflow_rejected_to_needs_changes', '2000-01-01 00:00:00+00'),
	(166, 'wagtailcore', '0051_taskstate_comment', '2000-01-01 00:00:00+00'),
	(167, 'wagtailcore', '0052_pagelogentry', '2000-01-01 00:00:00+00'),
	(168, 'wagtailcore', '0053_locale_model', '2000-01-01 00:00:00+00'),
	(169, 'wagtailcore', '0054_initial_locale', '2000-01-01 00:00:00+00'),
	(170, 'wagtailcore', '0055_page_locale_fields', '2000-01-01 00:00:00+00'),
	(171, 'wagtailcore', '0056_page_locale_fields_populate', '2000-01-01 00:00:00+00'),
	(172, 'wagtailcore', '0057_page_locale_fields_notnull', '2000-01-01 00:00:00+00'),
	(173, 'wagtailcore', '0058_page_alias_of', '2000-01-01 00:00:00+00'),
	(174, 'wagtailcore', '0059_apply_collection_ordering', '2000-01-01 00:00:00+00'),
	(175, 'wagtailcore', '0060_fix_workflow_unique_constraint', '2000-01-01 00:00:00+00'),
	(176, 'wagtailcore', '0061_change_promote_tab_helpt_text_and_verbose_names', '2000-01-01 00:00:00+00'),
	(177, 'wagtailcore', '0062_comment_models_and_pagesubscription', '2000-01-01 00:00:00+00'),
	(178, 'wagtailcore', '0063_modellogentry', '2000-01-01 00:00:00+00'),
	(179, 'wagtailcore', '0064_log_timestamp_indexes', '2000-01-01 00:00:00+00'),
	(180, 'wagtailcore', '0065_log_entry_uuid', '2000-01-01 00:00:00+00'),
	(181, 'wagtailcore', '0066_collection_management_permissions', '2000-01-01 00:00:00+00'),
	(182, 'wagtailcore', '0067_alter_pagerevision_content_json', '2000-01-01 00:00:00+00'),
	(183, 'wagtailcore', '0068_log_entry_empty_object', '2000-01-01 00:00:00+00'),
	(184, 'wagtailcore', '0069_log_entry_jsonfield', '2000-01-01 00:00:00+00'),
	(185, 'wagtailcore', '0070_rename_pagerevision_revision', '2000-01-01 00:00:00+00'),
	(186, 'wagtailcore', '0071_populate_revision_content_type', '2000-01-01 00:00:00+00'),
	(187, 'wagtailcore', '0072_alter_revision_content_type_notnull', '2000-01-01 00:00:00+00'),
	(188, 'wagtailcore', '0073_page_latest_revision', '2000-01-01 00:00:00+00'),
	(189, 'wagtailcore', '0074_revision_object_str', '2000-01-01 00:00:00+00'),
	(190, 'wagtailcore', '0075_populate_latest_revision_and_revision_object_str', '2000-01-01 00:00:00+00'),
	(191, 'wagtailcore', '0076_modellogentry_revision', '2000-01-01 00:00:00+00'),
	(192, 'wagtailcore', '0077_alter_revision_user', '2000-01-01 00:00:00+00'),
	(193, 'wagtailcore', '0078_referenceindex', '2000-01-01 00:00:00+00'),
	(194, 'wagtailcore', '0079_rename_taskstate_page_revision', '2000-01-01 00:00:00+00'),
	(195, 'wagtailcore', '0080_generic_workflowstate', '2000-01-01 00:00:00+00'),
	(196, 'wagtailcore', '0081_populate_workflowstate_content_type', '2000-01-01 00:00:00+00'),
	(197, 'wagtailcore', '0082_alter_workflowstate_content_type_notnull', '2000-01-01 00:00:00+00'),
	(198, 'wagtailcore', '0083_workflowcontenttype', '2000-01-01 00:00:00+00'),
	(199, 'wagtailcore', '0084_add_default_page_permissions', '2000-01-01 00:00:00+00'),
	(200, 'wagtailcore', '0085_add_grouppagepermission_permission', '2000-01-01 00:00:00+00'),
	(201, 'wagtailcore', '0086_populate_grouppagepermission_permission', '2000-01-01 00:00:00+00'),
	(202, 'wagtailcore', '0087_alter_grouppagepermission_unique_together_and_more', '2000-01-01 00:00:00+00'),
	(203, 'wagtailcore', '0088_fix_log_entry_json_timestamps', '2000-01-01 00:00:00+00'),
	(204, 'wagtailcore', '0089_log_entry_data_json_null_to_object', '2000-01-01 00:00:00+00'),
	(205, 'wagtailcore', '0090_remove_grouppagepermission_permission_type', '2000-01-01 00:00:00+00'),
	(206, 'wagtailcore', '0091_remove_revision_submitted_for_moderation', '2000-01-01 00:00:00+00'),
	(207, 'wagtailcore', '0092_alter_collectionviewrestriction_password_and_more', '2000-01-01 00:00:00+00'),
	(208, 'wagtailcore', '0093_uploadedfile', '2000-01-01 00:00:00+00'),
	(209, 'wagtailcore', '0094_alter_page_locale', '2000-01-01 00:00:00+00'),
	(210, 'wagtailcore', '0095_groupsitepermission', '2000-01-01 00:00:00+00'),
	(211, 'wagtailcore', '0096_referenceindex_referenceindex_source_object_and_more', '2000-01-01 00:00:00+00'),
	(212, 'wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes', '2000-01-01 00:00:00+00'),
	(213, 'wagtailcore', '0098_apitoken', '2000-01-01 00:00:00+00'),
	(214, 'taggit', '0002_auto_20150616_2121', '2000-01-01 00:00:00+00'),
	(215, 'taggit', '0003_taggeditem_add_unique_index', '2000-01-01 00:00:00+00'),
	(216, 'taggit', '0004_alter_taggeditem_content_type_alter_taggeditem_tag', '2000-01-01 00:00:00+00'),
	(217, 'taggit', '0005_auto_20220424_2025', '2000-01-01 00:00:00+00'),
	(218, 'taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx', '2000-01-01 00:00:00+00'),
	(219, 'publication', '0001_pages', '2000-01-01 00:00:00+00'),
	(220, 'publication', '0002_words', '2000-01-01 00:00:00+00'),
	(221, 'publication', '0003_sensitive', '2000-01-01 00:00:00+00'),
	(222, 'reminders', '0001_initial', '2000-01-01 00:00:00+00'),
	(223, 'sessions', '0001_initial', '2000-01-01 00:00:00+00'),
	(224, 'wagtailadmin', '0002_admin', '2000-01-01 00:00:00+00'),
	(225, 'wagtailadmin', '0003_admin_managed', '2000-01-01 00:00:00+00'),
	(226, 'wagtailadmin', '0004_editingsession', '2000-01-01 00:00:00+00'),
	(227, 'wagtailadmin', '0005_editingsession_is_editing', '2000-01-01 00:00:00+00'),
	(228, 'wagtailadmin', '0006_formstate', '2000-01-01 00:00:00+00'),
	(229, 'wagtaildocs', '0001_initial', '2000-01-01 00:00:00+00'),
	(230, 'wagtaildocs', '0002_initial_data', '2000-01-01 00:00:00+00'),
	(231, 'wagtaildocs', '0003_add_verbose_names', '2000-01-01 00:00:00+00'),
	(232, 'wagtaildocs', '0004_capitalizeverbose', '2000-01-01 00:00:00+00'),
	(233, 'wagtaildocs', '0005_document_collection', '2000-01-01 00:00:00+00'),
	(234, 'wagtaildocs', '0006_copy_document_permissions_to_collections', '2000-01-01 00:00:00+00'),
	(235, 'wagtaildocs', '0005_alter_uploaded_by_user_on_delete_action', '2000-01-01 00:00:00+00'),
	(236, 'wagtaildocs', '0007_merge', '2000-01-01 00:00:00+00'),
	(237, 'wagtaildocs', '0008_document_file_size', '2000-01-01 00:00:00+00'),
	(238, 'wagtaildocs', '0009_document_verbose_name_plural', '2000-01-01 00:00:00+00'),
	(239, 'wagtaildocs', '0010_document_file_hash', '2000-01-01 00:00:00+00'),
	(240, 'wagtaildocs', '0011_add_choose_permissions', '2000-01-01 00:00:00+00'),
	(241, 'wagtaildocs', '0012_uploadeddocument', '2000-01-01 00:00:00+00'),
	(242, 'wagtaildocs', '0013_delete_uploadeddocument', '2000-01-01 00:00:00+00'),
	(243, 'wagtaildocs', '0014_alter_document_file_size', '2000-01-01 00:00:00+00'),
	(244, 'wagtailembeds', '0001_initial', '2000-01-01 00:00:00+00'),
	(245, 'wagtailembeds', '0002_add_verbose_names', '2000-01-01 00:00:00+00'),
	(246, 'wagtailembeds', '0003_capitalizeverbose', '2000-01-01 00:00:00+00'),
	(247, 'wagtailembeds', '0004_embed_verbose_name_plural', '2000-01-01 00:00:00+00'),
	(248, 'wagtailembeds', '0005_specify_thumbnail_url_max_length', '2000-01-01 00:00:00+00'),
	(249, 'wagtailembeds', '0006_add_embed_hash', '2000-01-01 00:00:00+00'),
	(250, 'wagtailembeds', '0007_populate_hash', '2000-01-01 00:00:00+00'),
	(251, 'wagtailembeds', '0008_allow_long_urls', '2000-01-01 00:00:00+00'),
	(252, 'wagtailembeds', '0009_embed_cache_until', '2000-01-01 00:00:00+00'),
	(253, 'wagtailsearch', '0001_initial', '2000-01-01 00:00:00+00'),
	(254, 'wagtailsearch', '0002_add_verbose_names', '2000-01-01 00:00:00+00'),
	(255, 'wagtailsearch', '0003_remove_editors_pick', '2000-01-01 00:00:00+00'),
	(256, 'wagtailsearch', '0004_querydailyhits_verbose_name_plural', '2000-01-01 00:00:00+00'),
	(257, 'wagtailsearch', '0005_create_indexentry', '2000-01-01 00:00:00+00'),
	(258, 'wagtailsearch', '0006_customise_indexentry', '2000-01-01 00:00:00+00'),
	(259, 'wagtailsearch', '0007_delete_editorspick', '2000-01-01 00:00:00+00'),
	(260, 'wagtailsearch', '0008_remove_query_and_querydailyhits_models', '2000-01-01 00:00:00+00'),
	(261, 'wagtailsearch', '0009_remove_ngram_autocomplete', '2000-01-01 00:00:00+00'),
	(262, 'wagtailsearch', '0010_add_text_fields', '2000-01-01 00:00:00+00'),
	(263, 'wagtailusers', '0001_initial', '2000-01-01 00:00:00+00'),
	(264, 'wagtailusers', '0002_add_verbose_name_on_userprofile', '2000-01-01 00:00:00+00'),
	(265, 'wagtailusers', '0003_add_verbose_names', '2000-01-01 00:00:00+00'),
	(266, 'wagtailusers', '0004_capitalizeverbose', '2000-01-01 00:00:00+00'),
	(267, 'wagtailusers', '0005_make_related_name_wagtail_specific', '2000-01-01 00:00:00+00'),
	(268, 'wagtailusers', '0006_userprofile_prefered_language', '2000-01-01 00:00:00+00'),
	(269, 'wagtailusers', '0007_userprofile_current_time_zone', '2000-01-01 00:00:00+00'),
	(270, 'wagtailusers', '0008_userprofile_avatar', '2000-01-01 00:00:00+00'),
	(271, 'wagtailusers', '0009_userprofile_verbose_name_plural', '2000-01-01 00:00:00+00'),
	(272, 'wagtailusers', '0010_userprofile_updated_comments_notifications', '2000-01-01 00:00:00+00'),
	(273, 'wagtailusers', '0011_userprofile_dismissibles', '2000-01-01 00:00:00+00'),
	(274, 'wagtailusers', '0012_userprofile_theme', '2000-01-01 00:00:00+00'),
	(275, 'wagtailusers', '0013_userprofile_density', '2000-01-01 00:00:00+00'),
	(276, 'wagtailusers', '0014_userprofile_contrast', '2000-01-01 00:00:00+00'),
	(277, 'wagtailusers', '0015_userprofile_keyboard_shortcuts', '2000-01-01 00:00:00+00'),
	(278, 'wagtailimages', '0001_squashed_0021', '2000-01-01 00:00:00+00'),
	(279, 'wagtailcore', '0001_squashed_0016_change_page_url_path_to_text_field', '2000-01-01 00:00:00+00');


--
-- Data for Name: django_session; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: ledger_account; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: ledger_closedmonth; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: ledger_correction; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: ledger_correctionline; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: ledger_entry; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: ledger_rate; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: ledger_transfer; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: payments_attempt; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: payments_comparison; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: payments_foreignobject; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: payments_guardalert; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: payments_guardhour; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: payments_guardsalt; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: payments_guardtry; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: payments_guardwork; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: payments_heldcheckout; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: payments_impactnote; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: payments_inboxevent; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: payments_installation; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: payments_instrument; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: payments_instrumentsetup; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: payments_payment; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: payments_payout; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: payments_payoutpart; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: payments_pledge; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: payments_provideraccount; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: payments_providerobject; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: payments_providerpace; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: payments_receipt; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: payments_statechange; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: procrastinate_events; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: procrastinate_jobs; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: procrastinate_periodic_defers; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: procrastinate_workers; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: publication_article; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: publication_articletopic; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: publication_frontpage; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: publication_section; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: publication_stale; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: reminders_reminder; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: supporters_linkrequest; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: supporters_supporter; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: taggit_tag; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: taggit_taggeditem; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: wagtailadmin_admin; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: wagtailadmin_editingsession; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: wagtailadmin_formstate; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: wagtailcore_apitoken; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: wagtailcore_collection; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.wagtailcore_collection VALUES
	(1, '0001', 1, 0, 'Root');


--
-- Data for Name: wagtailcore_collectionviewrestriction; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: wagtailcore_collectionviewrestriction_groups; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: wagtailcore_comment; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: wagtailcore_commentreply; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: wagtailcore_groupapprovaltask; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.wagtailcore_groupapprovaltask VALUES
	(1);


--
-- Data for Name: wagtailcore_groupapprovaltask_groups; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.wagtailcore_groupapprovaltask_groups VALUES
	(1, 1, 1);


--
-- Data for Name: wagtailcore_groupcollectionpermission; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.wagtailcore_groupcollectionpermission VALUES
	(1, 1, 1, 1),
	(2, 1, 2, 1),
	(3, 1, 1, 2),
	(4, 1, 2, 2),
	(5, 1, 1, 5),
	(6, 1, 2, 5),
	(7, 1, 1, 114),
	(8, 1, 2, 114),
	(9, 1, 1, 115),
	(10, 1, 2, 115),
	(11, 1, 1, 117),
	(12, 1, 2, 117);


--
-- Data for Name: wagtailcore_grouppagepermission; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.wagtailcore_grouppagepermission VALUES
	(1, 1, 1, 74),
	(2, 1, 1, 75),
	(3, 1, 1, 80),
	(4, 2, 1, 74),
	(5, 2, 1, 75),
	(6, 1, 1, 79),
	(7, 1, 1, 81);


--
-- Data for Name: wagtailcore_groupsitepermission; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: wagtailcore_locale; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.wagtailcore_locale VALUES
	(1, 'en');


--
-- Data for Name: wagtailcore_modellogentry; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: wagtailcore_page; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.wagtailcore_page VALUES
	(1, '0001', 1, 1, 'Root', 'root', true, false, '/', '', false, '', NULL, NULL, false, 1, NULL, false, NULL, NULL, NULL, NULL, 'Root', NULL, NULL, 'c4ca4238-a0b9-2382-0dcc-509a6f75849b', 1, NULL, NULL),
	(2, '00010001', 2, 0, 'Welcome to your new Wagtail site!', 'home', true, false, '/home/', '', false, '', NULL, NULL, false, 1, NULL, false, NULL, NULL, NULL, NULL, 'Welcome to your new Wagtail site!', NULL, NULL, 'c81e728d-9d4c-2f63-6f06-7f89cc14862c', 1, NULL, NULL);


--
-- Data for Name: wagtailcore_pagelogentry; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: wagtailcore_pagesubscription; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: wagtailcore_pageviewrestriction; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: wagtailcore_pageviewrestriction_groups; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: wagtailcore_referenceindex; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: wagtailcore_revision; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: wagtailcore_site; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.wagtailcore_site VALUES
	(1, 'localhost', 80, true, 2, '');


--
-- Data for Name: wagtailcore_task; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.wagtailcore_task VALUES
	(1, 'Moderators approval', true, 4);


--
-- Data for Name: wagtailcore_taskstate; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: wagtailcore_uploadedfile; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: wagtailcore_workflow; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.wagtailcore_workflow VALUES
	(1, 'Moderators approval', true);


--
-- Data for Name: wagtailcore_workflowcontenttype; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: wagtailcore_workflowpage; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.wagtailcore_workflowpage VALUES
	(1, 1);


--
-- Data for Name: wagtailcore_workflowstate; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: wagtailcore_workflowtask; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.wagtailcore_workflowtask VALUES
	(1, 0, 1, 1);


--
-- Data for Name: wagtaildocs_document; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: wagtailembeds_embed; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: wagtailimages_image; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: wagtailimages_rendition; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: wagtailsearch_indexentry; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: wagtailusers_userprofile; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Name: appeals_appeal_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.appeals_appeal_id_seq', 1, false);


--
-- Name: appeals_appealchange_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.appeals_appealchange_id_seq', 1, false);


--
-- Name: appeals_appealhold_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.appeals_appealhold_id_seq', 1, false);


--
-- Name: appeals_appealrevision_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.appeals_appealrevision_id_seq', 1, false);


--
-- Name: appeals_appealtest_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.appeals_appealtest_id_seq', 1, false);


--
-- Name: appeals_askingswitch_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.appeals_askingswitch_id_seq', 1, false);


--
-- Name: appeals_campaign_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.appeals_campaign_id_seq', 1, false);


--
-- Name: appeals_campaignchange_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.appeals_campaignchange_id_seq', 1, false);


--
-- Name: appeals_campaigntotal_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.appeals_campaigntotal_id_seq', 1, false);


--
-- Name: appeals_manifestversion_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.appeals_manifestversion_id_seq', 1, false);


--
-- Name: appeals_sharesetting_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.appeals_sharesetting_id_seq', 1, false);


--
-- Name: appeals_variant_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.appeals_variant_id_seq', 1, false);


--
-- Name: appeals_varianttext_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.appeals_varianttext_id_seq', 1, false);


--
-- Name: auth_group_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.auth_group_id_seq', 2, true);


--
-- Name: auth_group_permissions_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.auth_group_permissions_id_seq', 18, true);


--
-- Name: auth_permission_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.auth_permission_id_seq', 117, true);


--
-- Name: auth_user_groups_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.auth_user_groups_id_seq', 1, false);


--
-- Name: auth_user_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.auth_user_id_seq', 1, false);


--
-- Name: auth_user_user_permissions_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.auth_user_user_permissions_id_seq', 1, false);


--
-- Name: bank_bankevent_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.bank_bankevent_id_seq', 1, false);


--
-- Name: bank_bankline_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.bank_bankline_id_seq', 1, false);


--
-- Name: bank_collection_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.bank_collection_id_seq', 1, false);


--
-- Name: bank_collectionfile_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.bank_collectionfile_id_seq', 1, false);


--
-- Name: bank_expectedtransfer_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.bank_expectedtransfer_id_seq', 1, false);


--
-- Name: bank_mandate_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.bank_mandate_id_seq', 1, false);


--
-- Name: bank_mandatepage_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.bank_mandatepage_id_seq', 1, false);


--
-- Name: bank_notedgift_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.bank_notedgift_id_seq', 1, false);


--
-- Name: bank_notedreversal_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.bank_notedreversal_id_seq', 1, false);


--
-- Name: bank_receivedtransfer_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.bank_receivedtransfer_id_seq', 1, false);


--
-- Name: bank_statement_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.bank_statement_id_seq', 1, false);


--
-- Name: bank_statementfile_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.bank_statementfile_id_seq', 1, false);


--
-- Name: bank_transferback_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.bank_transferback_id_seq', 1, false);


--
-- Name: bank_transferreference_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.bank_transferreference_id_seq', 1, false);


--
-- Name: core_sending_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.core_sending_id_seq', 1, false);


--
-- Name: django_content_type_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.django_content_type_id_seq', 29, true);


--
-- Name: django_migrations_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.django_migrations_id_seq', 279, true);


--
-- Name: ledger_account_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.ledger_account_id_seq', 1, false);


--
-- Name: ledger_closedmonth_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.ledger_closedmonth_id_seq', 1, false);


--
-- Name: ledger_correction_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.ledger_correction_id_seq', 1, false);


--
-- Name: ledger_correctionline_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.ledger_correctionline_id_seq', 1, false);


--
-- Name: ledger_entry_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.ledger_entry_id_seq', 1, false);


--
-- Name: ledger_rate_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.ledger_rate_id_seq', 1, false);


--
-- Name: ledger_transfer_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.ledger_transfer_id_seq', 1, false);


--
-- Name: payments_attempt_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.payments_attempt_id_seq', 1, false);


--
-- Name: payments_comparison_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.payments_comparison_id_seq', 1, false);


--
-- Name: payments_foreignobject_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.payments_foreignobject_id_seq', 1, false);


--
-- Name: payments_guardtry_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.payments_guardtry_id_seq', 1, false);


--
-- Name: payments_impactnote_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.payments_impactnote_id_seq', 1, false);


--
-- Name: payments_inboxevent_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.payments_inboxevent_id_seq', 1, false);


--
-- Name: payments_instrument_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.payments_instrument_id_seq', 1, false);


--
-- Name: payments_instrumentsetup_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.payments_instrumentsetup_id_seq', 1, false);


--
-- Name: payments_payment_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.payments_payment_id_seq', 1, false);


--
-- Name: payments_payout_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.payments_payout_id_seq', 1, false);


--
-- Name: payments_payoutpart_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.payments_payoutpart_id_seq', 1, false);


--
-- Name: payments_pledge_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.payments_pledge_id_seq', 1, false);


--
-- Name: payments_provideraccount_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.payments_provideraccount_id_seq', 1, false);


--
-- Name: payments_providerobject_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.payments_providerobject_id_seq', 1, false);


--
-- Name: payments_providerpace_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.payments_providerpace_id_seq', 1, false);


--
-- Name: payments_receipt_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.payments_receipt_id_seq', 1, false);


--
-- Name: payments_statechange_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.payments_statechange_id_seq', 1, false);


--
-- Name: procrastinate_events_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.procrastinate_events_id_seq', 1, false);


--
-- Name: procrastinate_jobs_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.procrastinate_jobs_id_seq', 1, false);


--
-- Name: procrastinate_periodic_defers_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.procrastinate_periodic_defers_id_seq', 1, false);


--
-- Name: procrastinate_workers_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.procrastinate_workers_id_seq', 1, false);


--
-- Name: publication_articletopic_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.publication_articletopic_id_seq', 1, false);


--
-- Name: publication_stale_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.publication_stale_id_seq', 1, false);


--
-- Name: reminders_reminder_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.reminders_reminder_id_seq', 1, false);


--
-- Name: supporters_linkrequest_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.supporters_linkrequest_id_seq', 1, false);


--
-- Name: supporters_supporter_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.supporters_supporter_id_seq', 1, false);


--
-- Name: taggit_tag_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.taggit_tag_id_seq', 1, false);


--
-- Name: taggit_taggeditem_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.taggit_taggeditem_id_seq', 1, false);


--
-- Name: wagtailadmin_admin_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.wagtailadmin_admin_id_seq', 1, false);


--
-- Name: wagtailadmin_editingsession_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.wagtailadmin_editingsession_id_seq', 1, false);


--
-- Name: wagtailadmin_formstate_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.wagtailadmin_formstate_id_seq', 1, false);


--
-- Name: wagtailcore_apitoken_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.wagtailcore_apitoken_id_seq', 1, false);


--
-- Name: wagtailcore_collection_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.wagtailcore_collection_id_seq', 1, true);


--
-- Name: wagtailcore_collectionviewrestriction_groups_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.wagtailcore_collectionviewrestriction_groups_id_seq', 1, false);


--
-- Name: wagtailcore_collectionviewrestriction_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.wagtailcore_collectionviewrestriction_id_seq', 1, false);


--
-- Name: wagtailcore_comment_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.wagtailcore_comment_id_seq', 1, false);


--
-- Name: wagtailcore_commentreply_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.wagtailcore_commentreply_id_seq', 1, false);


--
-- Name: wagtailcore_groupapprovaltask_groups_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.wagtailcore_groupapprovaltask_groups_id_seq', 1, true);


--
-- Name: wagtailcore_groupcollectionpermission_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.wagtailcore_groupcollectionpermission_id_seq', 12, true);


--
-- Name: wagtailcore_grouppagepermission_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.wagtailcore_grouppagepermission_id_seq', 7, true);


--
-- Name: wagtailcore_groupsitepermission_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.wagtailcore_groupsitepermission_id_seq', 1, false);


--
-- Name: wagtailcore_locale_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.wagtailcore_locale_id_seq', 1, true);


--
-- Name: wagtailcore_modellogentry_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.wagtailcore_modellogentry_id_seq', 1, false);


--
-- Name: wagtailcore_page_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.wagtailcore_page_id_seq', 2, true);


--
-- Name: wagtailcore_pagelogentry_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.wagtailcore_pagelogentry_id_seq', 1, false);


--
-- Name: wagtailcore_pagerevision_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.wagtailcore_pagerevision_id_seq', 1, false);


--
-- Name: wagtailcore_pagesubscription_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.wagtailcore_pagesubscription_id_seq', 1, false);


--
-- Name: wagtailcore_pageviewrestriction_groups_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.wagtailcore_pageviewrestriction_groups_id_seq', 1, false);


--
-- Name: wagtailcore_pageviewrestriction_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.wagtailcore_pageviewrestriction_id_seq', 1, false);


--
-- Name: wagtailcore_referenceindex_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.wagtailcore_referenceindex_id_seq', 1, false);


--
-- Name: wagtailcore_site_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.wagtailcore_site_id_seq', 1, true);


--
-- Name: wagtailcore_task_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.wagtailcore_task_id_seq', 1, true);


--
-- Name: wagtailcore_taskstate_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.wagtailcore_taskstate_id_seq', 1, false);


--
-- Name: wagtailcore_uploadedfile_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.wagtailcore_uploadedfile_id_seq', 1, false);


--
-- Name: wagtailcore_workflow_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.wagtailcore_workflow_id_seq', 1, true);


--
-- Name: wagtailcore_workflowstate_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.wagtailcore_workflowstate_id_seq', 1, false);


--
-- Name: wagtailcore_workflowtask_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.wagtailcore_workflowtask_id_seq', 1, true);


--
-- Name: wagtaildocs_document_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.wagtaildocs_document_id_seq', 1, false);


--
-- Name: wagtailembeds_embed_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.wagtailembeds_embed_id_seq', 1, false);


--
-- Name: wagtailimages_image_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.wagtailimages_image_id_seq', 1, false);


--
-- Name: wagtailimages_rendition_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.wagtailimages_rendition_id_seq', 1, false);


--
-- Name: wagtailsearch_indexentry_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.wagtailsearch_indexentry_id_seq', 1, false);


--
-- Name: wagtailusers_userprofile_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.wagtailusers_userprofile_id_seq', 1, false);


--
-- Name: erasure erasure_pkey; Type: CONSTRAINT; Schema: keyring; Owner: -
--

ALTER TABLE ONLY keyring.erasure
    ADD CONSTRAINT erasure_pkey PRIMARY KEY (supporter_uuid);


--
-- Name: supporter_key supporter_key_name_key; Type: CONSTRAINT; Schema: keyring; Owner: -
--

ALTER TABLE ONLY keyring.supporter_key
    ADD CONSTRAINT supporter_key_name_key UNIQUE (name);


--
-- Name: supporter_key supporter_key_pkey; Type: CONSTRAINT; Schema: keyring; Owner: -
--

ALTER TABLE ONLY keyring.supporter_key
    ADD CONSTRAINT supporter_key_pkey PRIMARY KEY (supporter_uuid);


--
-- Name: ledger_account account_code_currency; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_account
    ADD CONSTRAINT account_code_currency UNIQUE (code, currency);


--
-- Name: ledger_account account_id_currency; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_account
    ADD CONSTRAINT account_id_currency UNIQUE (id, currency);


--
-- Name: appeals_appealrevision appeal_revision_number; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeals_appealrevision
    ADD CONSTRAINT appeal_revision_number UNIQUE (appeal_id, number);


--
-- Name: appeals_appeal appeals_appeal_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeals_appeal
    ADD CONSTRAINT appeals_appeal_pkey PRIMARY KEY (id);

ALTER TABLE public.appeals_appeal CLUSTER ON appeals_appeal_pkey;


--
-- Name: appeals_appeal appeals_appeal_slug_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeals_appeal
    ADD CONSTRAINT appeals_appeal_slug_key UNIQUE (slug);


--
-- Name: appeals_appealchange appeals_appealchange_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeals_appealchange
    ADD CONSTRAINT appeals_appealchange_pkey PRIMARY KEY (id);

ALTER TABLE public.appeals_appealchange CLUSTER ON appeals_appealchange_pkey;


--
-- Name: appeals_appealhold appeals_appealhold_appeal_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeals_appealhold
    ADD CONSTRAINT appeals_appealhold_appeal_id_key UNIQUE (appeal_id);


--
-- Name: appeals_appealhold appeals_appealhold_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeals_appealhold
    ADD CONSTRAINT appeals_appealhold_pkey PRIMARY KEY (id);

ALTER TABLE public.appeals_appealhold CLUSTER ON appeals_appealhold_pkey;


--
-- Name: appeals_appealrevision appeals_appealrevision_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeals_appealrevision
    ADD CONSTRAINT appeals_appealrevision_pkey PRIMARY KEY (id);

ALTER TABLE public.appeals_appealrevision CLUSTER ON appeals_appealrevision_pkey;


--
-- Name: appeals_appealtest appeals_appealtest_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeals_appealtest
    ADD CONSTRAINT appeals_appealtest_pkey PRIMARY KEY (id);

ALTER TABLE public.appeals_appealtest CLUSTER ON appeals_appealtest_pkey;


--
-- Name: appeals_askingswitch appeals_askingswitch_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeals_askingswitch
    ADD CONSTRAINT appeals_askingswitch_pkey PRIMARY KEY (id);

ALTER TABLE public.appeals_askingswitch CLUSTER ON appeals_askingswitch_pkey;


--
-- Name: appeals_campaign appeals_campaign_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeals_campaign
    ADD CONSTRAINT appeals_campaign_pkey PRIMARY KEY (id);

ALTER TABLE public.appeals_campaign CLUSTER ON appeals_campaign_pkey;


--
-- Name: appeals_campaign appeals_campaign_slug_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeals_campaign
    ADD CONSTRAINT appeals_campaign_slug_key UNIQUE (slug);


--
-- Name: appeals_campaignchange appeals_campaignchange_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeals_campaignchange
    ADD CONSTRAINT appeals_campaignchange_pkey PRIMARY KEY (id);

ALTER TABLE public.appeals_campaignchange CLUSTER ON appeals_campaignchange_pkey;


--
-- Name: appeals_campaigntotal appeals_campaigntotal_campaign_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeals_campaigntotal
    ADD CONSTRAINT appeals_campaigntotal_campaign_id_key UNIQUE (campaign_id);


--
-- Name: appeals_campaigntotal appeals_campaigntotal_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeals_campaigntotal
    ADD CONSTRAINT appeals_campaigntotal_pkey PRIMARY KEY (id);

ALTER TABLE public.appeals_campaigntotal CLUSTER ON appeals_campaigntotal_pkey;


--
-- Name: appeals_manifestversion appeals_manifestversion_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeals_manifestversion
    ADD CONSTRAINT appeals_manifestversion_pkey PRIMARY KEY (id);

ALTER TABLE public.appeals_manifestversion CLUSTER ON appeals_manifestversion_pkey;


--
-- Name: appeals_manifestversion appeals_manifestversion_version_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeals_manifestversion
    ADD CONSTRAINT appeals_manifestversion_version_key UNIQUE (version);


--
-- Name: appeals_sharesetting appeals_sharesetting_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeals_sharesetting
    ADD CONSTRAINT appeals_sharesetting_pkey PRIMARY KEY (id);

ALTER TABLE public.appeals_sharesetting CLUSTER ON appeals_sharesetting_pkey;


--
-- Name: appeals_tally appeals_tally_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeals_tally
    ADD CONSTRAINT appeals_tally_pkey PRIMARY KEY (appeal, day, version, variant, country, event, ordinal);

ALTER TABLE public.appeals_tally CLUSTER ON appeals_tally_pkey;


--
-- Name: appeals_variant appeals_variant_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeals_variant
    ADD CONSTRAINT appeals_variant_pkey PRIMARY KEY (id);

ALTER TABLE public.appeals_variant CLUSTER ON appeals_variant_pkey;


--
-- Name: appeals_varianttext appeals_varianttext_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeals_varianttext
    ADD CONSTRAINT appeals_varianttext_pkey PRIMARY KEY (id);

ALTER TABLE public.appeals_varianttext CLUSTER ON appeals_varianttext_pkey;


--
-- Name: payments_attempt attempt_idem_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_attempt
    ADD CONSTRAINT attempt_idem_key UNIQUE (idem_key);


--
-- Name: payments_attempt attempt_payment_n; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_attempt
    ADD CONSTRAINT attempt_payment_n UNIQUE (payment_id, n);


--
-- Name: auth_group auth_group_name_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);


--
-- Name: auth_group_permissions auth_group_permissions_group_id_permission_id_0cd325b0_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);


--
-- Name: auth_group_permissions auth_group_permissions_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);

ALTER TABLE public.auth_group_permissions CLUSTER ON auth_group_permissions_pkey;


--
-- Name: auth_group auth_group_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);

ALTER TABLE public.auth_group CLUSTER ON auth_group_pkey;


--
-- Name: auth_permission auth_permission_content_type_id_codename_01ab375a_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);


--
-- Name: auth_permission auth_permission_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);

ALTER TABLE public.auth_permission CLUSTER ON auth_permission_pkey;


--
-- Name: auth_user_groups auth_user_groups_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_user_groups
    ADD CONSTRAINT auth_user_groups_pkey PRIMARY KEY (id);

ALTER TABLE public.auth_user_groups CLUSTER ON auth_user_groups_pkey;


--
-- Name: auth_user_groups auth_user_groups_user_id_group_id_94350c0c_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_user_groups
    ADD CONSTRAINT auth_user_groups_user_id_group_id_94350c0c_uniq UNIQUE (user_id, group_id);


--
-- Name: auth_user auth_user_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_user
    ADD CONSTRAINT auth_user_pkey PRIMARY KEY (id);

ALTER TABLE public.auth_user CLUSTER ON auth_user_pkey;


--
-- Name: auth_user_user_permissions auth_user_user_permissions_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_user_user_permissions
    ADD CONSTRAINT auth_user_user_permissions_pkey PRIMARY KEY (id);

ALTER TABLE public.auth_user_user_permissions CLUSTER ON auth_user_user_permissions_pkey;


--
-- Name: auth_user_user_permissions auth_user_user_permissions_user_id_permission_id_14a6b632_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_user_user_permissions
    ADD CONSTRAINT auth_user_user_permissions_user_id_permission_id_14a6b632_uniq UNIQUE (user_id, permission_id);


--
-- Name: auth_user auth_user_username_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_user
    ADD CONSTRAINT auth_user_username_key UNIQUE (username);


--
-- Name: bank_bankevent bank_bankevent_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_bankevent
    ADD CONSTRAINT bank_bankevent_pkey PRIMARY KEY (id);

ALTER TABLE public.bank_bankevent CLUSTER ON bank_bankevent_pkey;


--
-- Name: bank_bankline bank_bankline_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_bankline
    ADD CONSTRAINT bank_bankline_pkey PRIMARY KEY (id);

ALTER TABLE public.bank_bankline CLUSTER ON bank_bankline_pkey;


--
-- Name: bank_collection bank_collection_end_to_end_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_collection
    ADD CONSTRAINT bank_collection_end_to_end_id_key UNIQUE (end_to_end_id);


--
-- Name: bank_collection bank_collection_page_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_collection
    ADD CONSTRAINT bank_collection_page_id_key UNIQUE (page_id);


--
-- Name: bank_collection bank_collection_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_collection
    ADD CONSTRAINT bank_collection_pkey PRIMARY KEY (id);

ALTER TABLE public.bank_collection CLUSTER ON bank_collection_pkey;


--
-- Name: bank_collectionfile bank_collectionfile_message_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_collectionfile
    ADD CONSTRAINT bank_collectionfile_message_id_key UNIQUE (message_id);


--
-- Name: bank_collectionfile bank_collectionfile_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_collectionfile
    ADD CONSTRAINT bank_collectionfile_pkey PRIMARY KEY (id);

ALTER TABLE public.bank_collectionfile CLUSTER ON bank_collectionfile_pkey;


--
-- Name: bank_expectedtransfer bank_expectedtransfer_object_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_expectedtransfer
    ADD CONSTRAINT bank_expectedtransfer_object_id_key UNIQUE (object_id);


--
-- Name: bank_expectedtransfer bank_expectedtransfer_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_expectedtransfer
    ADD CONSTRAINT bank_expectedtransfer_pkey PRIMARY KEY (id);

ALTER TABLE public.bank_expectedtransfer CLUSTER ON bank_expectedtransfer_pkey;


--
-- Name: bank_bankline bank_line_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_bankline
    ADD CONSTRAINT bank_line_once UNIQUE (iban, line_id);


--
-- Name: bank_mandate bank_mandate_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_mandate
    ADD CONSTRAINT bank_mandate_pkey PRIMARY KEY (id);

ALTER TABLE public.bank_mandate CLUSTER ON bank_mandate_pkey;


--
-- Name: bank_mandate bank_mandate_reference_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_mandate
    ADD CONSTRAINT bank_mandate_reference_key UNIQUE (reference);


--
-- Name: bank_mandatepage bank_mandatepage_mandate_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_mandatepage
    ADD CONSTRAINT bank_mandatepage_mandate_id_key UNIQUE (mandate_id);


--
-- Name: bank_mandatepage bank_mandatepage_object_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_mandatepage
    ADD CONSTRAINT bank_mandatepage_object_id_key UNIQUE (object_id);


--
-- Name: bank_mandatepage bank_mandatepage_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_mandatepage
    ADD CONSTRAINT bank_mandatepage_pkey PRIMARY KEY (id);

ALTER TABLE public.bank_mandatepage CLUSTER ON bank_mandatepage_pkey;


--
-- Name: bank_notedgift bank_notedgift_object_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_notedgift
    ADD CONSTRAINT bank_notedgift_object_id_key UNIQUE (object_id);


--
-- Name: bank_notedgift bank_notedgift_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_notedgift
    ADD CONSTRAINT bank_notedgift_pkey PRIMARY KEY (id);

ALTER TABLE public.bank_notedgift CLUSTER ON bank_notedgift_pkey;


--
-- Name: bank_notedreversal bank_notedreversal_object_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_notedreversal
    ADD CONSTRAINT bank_notedreversal_object_id_key UNIQUE (object_id);


--
-- Name: bank_notedreversal bank_notedreversal_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_notedreversal
    ADD CONSTRAINT bank_notedreversal_pkey PRIMARY KEY (id);

ALTER TABLE public.bank_notedreversal CLUSTER ON bank_notedreversal_pkey;


--
-- Name: bank_receivedtransfer bank_receivedtransfer_line_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_receivedtransfer
    ADD CONSTRAINT bank_receivedtransfer_line_id_key UNIQUE (line_id);


--
-- Name: bank_receivedtransfer bank_receivedtransfer_object_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_receivedtransfer
    ADD CONSTRAINT bank_receivedtransfer_object_id_key UNIQUE (object_id);


--
-- Name: bank_receivedtransfer bank_receivedtransfer_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_receivedtransfer
    ADD CONSTRAINT bank_receivedtransfer_pkey PRIMARY KEY (id);

ALTER TABLE public.bank_receivedtransfer CLUSTER ON bank_receivedtransfer_pkey;


--
-- Name: bank_statement bank_statement_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_statement
    ADD CONSTRAINT bank_statement_pkey PRIMARY KEY (id);

ALTER TABLE public.bank_statement CLUSTER ON bank_statement_pkey;


--
-- Name: bank_statementfile bank_statementfile_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_statementfile
    ADD CONSTRAINT bank_statementfile_pkey PRIMARY KEY (id);

ALTER TABLE public.bank_statementfile CLUSTER ON bank_statementfile_pkey;


--
-- Name: bank_statementfile bank_statementfile_sha256_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_statementfile
    ADD CONSTRAINT bank_statementfile_sha256_key UNIQUE (sha256);


--
-- Name: bank_transferback bank_transferback_line_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_transferback
    ADD CONSTRAINT bank_transferback_line_id_key UNIQUE (line_id);


--
-- Name: bank_transferback bank_transferback_object_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_transferback
    ADD CONSTRAINT bank_transferback_object_id_key UNIQUE (object_id);


--
-- Name: bank_transferback bank_transferback_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_transferback
    ADD CONSTRAINT bank_transferback_pkey PRIMARY KEY (id);

ALTER TABLE public.bank_transferback CLUSTER ON bank_transferback_pkey;


--
-- Name: bank_transferback bank_transferback_reference_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_transferback
    ADD CONSTRAINT bank_transferback_reference_key UNIQUE (reference);


--
-- Name: bank_transferreference bank_transferreference_code_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_transferreference
    ADD CONSTRAINT bank_transferreference_code_key UNIQUE (code);


--
-- Name: bank_transferreference bank_transferreference_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_transferreference
    ADD CONSTRAINT bank_transferreference_pkey PRIMARY KEY (id);

ALTER TABLE public.bank_transferreference CLUSTER ON bank_transferreference_pkey;


--
-- Name: bank_collection collection_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_collection
    ADD CONSTRAINT collection_once UNIQUE (account, key);


--
-- Name: core_sending core_sending_cause_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_sending
    ADD CONSTRAINT core_sending_cause_key UNIQUE (cause);


--
-- Name: core_sending core_sending_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_sending
    ADD CONSTRAINT core_sending_pkey PRIMARY KEY (id);

ALTER TABLE public.core_sending CLUSTER ON core_sending_pkey;


--
-- Name: django_content_type django_content_type_app_label_model_76bd3d3b_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);


--
-- Name: django_content_type django_content_type_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);

ALTER TABLE public.django_content_type CLUSTER ON django_content_type_pkey;


--
-- Name: django_migrations django_migrations_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);

ALTER TABLE public.django_migrations CLUSTER ON django_migrations_pkey;


--
-- Name: django_session django_session_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.django_session
    ADD CONSTRAINT django_session_pkey PRIMARY KEY (session_key);

ALTER TABLE public.django_session CLUSTER ON django_session_pkey;


--
-- Name: ledger_entry entry_kind_provider_object; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_entry
    ADD CONSTRAINT entry_kind_provider_object UNIQUE (kind, provider_object);


--
-- Name: bank_expectedtransfer expected_transfer_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_expectedtransfer
    ADD CONSTRAINT expected_transfer_once UNIQUE (account, key);


--
-- Name: payments_foreignobject foreign_object_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_foreignobject
    ADD CONSTRAINT foreign_object_once UNIQUE (provider_account_id, object_id, kind);


--
-- Name: payments_inboxevent inbox_event_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_inboxevent
    ADD CONSTRAINT inbox_event_once UNIQUE (provider_account_id, event_id);


--
-- Name: payments_instrument instrument_token; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_instrument
    ADD CONSTRAINT instrument_token UNIQUE (provider_account_id, token);


--
-- Name: ledger_account ledger_account_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_account
    ADD CONSTRAINT ledger_account_pkey PRIMARY KEY (id);

ALTER TABLE public.ledger_account CLUSTER ON ledger_account_pkey;


--
-- Name: ledger_closedmonth ledger_closedmonth_month_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_closedmonth
    ADD CONSTRAINT ledger_closedmonth_month_key UNIQUE (month);


--
-- Name: ledger_closedmonth ledger_closedmonth_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_closedmonth
    ADD CONSTRAINT ledger_closedmonth_pkey PRIMARY KEY (id);

ALTER TABLE public.ledger_closedmonth CLUSTER ON ledger_closedmonth_pkey;


--
-- Name: ledger_correction ledger_correction_entry_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_correction
    ADD CONSTRAINT ledger_correction_entry_id_key UNIQUE (entry_id);


--
-- Name: ledger_correction ledger_correction_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_correction
    ADD CONSTRAINT ledger_correction_pkey PRIMARY KEY (id);

ALTER TABLE public.ledger_correction CLUSTER ON ledger_correction_pkey;


--
-- Name: ledger_correction ledger_correction_uuid_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_correction
    ADD CONSTRAINT ledger_correction_uuid_key UNIQUE (uuid);


--
-- Name: ledger_correctionline ledger_correctionline_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_correctionline
    ADD CONSTRAINT ledger_correctionline_pkey PRIMARY KEY (id);

ALTER TABLE public.ledger_correctionline CLUSTER ON ledger_correctionline_pkey;


--
-- Name: ledger_entry ledger_entry_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_entry
    ADD CONSTRAINT ledger_entry_pkey PRIMARY KEY (id);

ALTER TABLE public.ledger_entry CLUSTER ON ledger_entry_pkey;


--
-- Name: ledger_rate ledger_rate_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_rate
    ADD CONSTRAINT ledger_rate_pkey PRIMARY KEY (id);

ALTER TABLE public.ledger_rate CLUSTER ON ledger_rate_pkey;


--
-- Name: ledger_transfer ledger_transfer_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_transfer
    ADD CONSTRAINT ledger_transfer_pkey PRIMARY KEY (id);

ALTER TABLE public.ledger_transfer CLUSTER ON ledger_transfer_pkey;


--
-- Name: bank_mandatepage mandate_page_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_mandatepage
    ADD CONSTRAINT mandate_page_once UNIQUE (account, key);


--
-- Name: bank_notedgift noted_gift_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_notedgift
    ADD CONSTRAINT noted_gift_once UNIQUE (account, key);


--
-- Name: bank_notedgift noted_gift_receipt_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_notedgift
    ADD CONSTRAINT noted_gift_receipt_once UNIQUE (account, receipt);


--
-- Name: bank_notedreversal noted_reversal_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_notedreversal
    ADD CONSTRAINT noted_reversal_once UNIQUE (gift_id, key);


--
-- Name: payments_providerpace pace_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_providerpace
    ADD CONSTRAINT pace_once UNIQUE (provider_account_id, operation);


--
-- Name: payments_payment payment_pledge_period; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_payment
    ADD CONSTRAINT payment_pledge_period UNIQUE (pledge_id, period);


--
-- Name: payments_attempt payments_attempt_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_attempt
    ADD CONSTRAINT payments_attempt_pkey PRIMARY KEY (id);

ALTER TABLE public.payments_attempt CLUSTER ON payments_attempt_pkey;


--
-- Name: payments_comparison payments_comparison_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_comparison
    ADD CONSTRAINT payments_comparison_pkey PRIMARY KEY (id);

ALTER TABLE public.payments_comparison CLUSTER ON payments_comparison_pkey;


--
-- Name: payments_foreignobject payments_foreignobject_entry_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_foreignobject
    ADD CONSTRAINT payments_foreignobject_entry_id_key UNIQUE (entry_id);


--
-- Name: payments_foreignobject payments_foreignobject_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_foreignobject
    ADD CONSTRAINT payments_foreignobject_pkey PRIMARY KEY (id);

ALTER TABLE public.payments_foreignobject CLUSTER ON payments_foreignobject_pkey;


--
-- Name: payments_guardalert payments_guardalert_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_guardalert
    ADD CONSTRAINT payments_guardalert_pkey PRIMARY KEY (scope);

ALTER TABLE public.payments_guardalert CLUSTER ON payments_guardalert_pkey;


--
-- Name: payments_guardhour payments_guardhour_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_guardhour
    ADD CONSTRAINT payments_guardhour_pkey PRIMARY KEY (begun_at);

ALTER TABLE public.payments_guardhour CLUSTER ON payments_guardhour_pkey;


--
-- Name: payments_guardsalt payments_guardsalt_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_guardsalt
    ADD CONSTRAINT payments_guardsalt_pkey PRIMARY KEY (day);

ALTER TABLE public.payments_guardsalt CLUSTER ON payments_guardsalt_pkey;


--
-- Name: payments_guardtry payments_guardtry_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_guardtry
    ADD CONSTRAINT payments_guardtry_pkey PRIMARY KEY (id);

ALTER TABLE public.payments_guardtry CLUSTER ON payments_guardtry_pkey;


--
-- Name: payments_guardwork payments_guardwork_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_guardwork
    ADD CONSTRAINT payments_guardwork_pkey PRIMARY KEY (nonce);

ALTER TABLE public.payments_guardwork CLUSTER ON payments_guardwork_pkey;


--
-- Name: payments_heldcheckout payments_heldcheckout_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_heldcheckout
    ADD CONSTRAINT payments_heldcheckout_pkey PRIMARY KEY (uuid);

ALTER TABLE public.payments_heldcheckout CLUSTER ON payments_heldcheckout_pkey;


--
-- Name: payments_impactnote payments_impactnote_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_impactnote
    ADD CONSTRAINT payments_impactnote_pkey PRIMARY KEY (id);

ALTER TABLE public.payments_impactnote CLUSTER ON payments_impactnote_pkey;


--
-- Name: payments_inboxevent payments_inboxevent_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_inboxevent
    ADD CONSTRAINT payments_inboxevent_pkey PRIMARY KEY (id);

ALTER TABLE public.payments_inboxevent CLUSTER ON payments_inboxevent_pkey;


--
-- Name: payments_installation payments_installation_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_installation
    ADD CONSTRAINT payments_installation_pkey PRIMARY KEY (id);

ALTER TABLE public.payments_installation CLUSTER ON payments_installation_pkey;


--
-- Name: payments_instrument payments_instrument_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_instrument
    ADD CONSTRAINT payments_instrument_pkey PRIMARY KEY (id);

ALTER TABLE public.payments_instrument CLUSTER ON payments_instrument_pkey;


--
-- Name: payments_instrument payments_instrument_uuid_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_instrument
    ADD CONSTRAINT payments_instrument_uuid_key UNIQUE (uuid);


--
-- Name: payments_instrumentsetup payments_instrumentsetup_idem_key_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_instrumentsetup
    ADD CONSTRAINT payments_instrumentsetup_idem_key_key UNIQUE (idem_key);


--
-- Name: payments_instrumentsetup payments_instrumentsetup_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_instrumentsetup
    ADD CONSTRAINT payments_instrumentsetup_pkey PRIMARY KEY (id);

ALTER TABLE public.payments_instrumentsetup CLUSTER ON payments_instrumentsetup_pkey;


--
-- Name: payments_instrumentsetup payments_instrumentsetup_uuid_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_instrumentsetup
    ADD CONSTRAINT payments_instrumentsetup_uuid_key UNIQUE (uuid);


--
-- Name: payments_payment payments_payment_paid_entry_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_payment
    ADD CONSTRAINT payments_payment_paid_entry_id_key UNIQUE (paid_entry_id);


--
-- Name: payments_payment payments_payment_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_payment
    ADD CONSTRAINT payments_payment_pkey PRIMARY KEY (id);

ALTER TABLE public.payments_payment CLUSTER ON payments_payment_pkey;


--
-- Name: payments_payment payments_payment_request_key_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_payment
    ADD CONSTRAINT payments_payment_request_key_key UNIQUE (request_key);


--
-- Name: payments_payment payments_payment_uuid_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_payment
    ADD CONSTRAINT payments_payment_uuid_key UNIQUE (uuid);


--
-- Name: payments_payout payments_payout_entry_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_payout
    ADD CONSTRAINT payments_payout_entry_id_key UNIQUE (entry_id);


--
-- Name: payments_payout payments_payout_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_payout
    ADD CONSTRAINT payments_payout_pkey PRIMARY KEY (id);

ALTER TABLE public.payments_payout CLUSTER ON payments_payout_pkey;


--
-- Name: payments_payout payments_payout_reversal_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_payout
    ADD CONSTRAINT payments_payout_reversal_id_key UNIQUE (reversal_id);


--
-- Name: payments_payoutpart payments_payoutpart_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_payoutpart
    ADD CONSTRAINT payments_payoutpart_pkey PRIMARY KEY (id);

ALTER TABLE public.payments_payoutpart CLUSTER ON payments_payoutpart_pkey;


--
-- Name: payments_pledge payments_pledge_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_pledge
    ADD CONSTRAINT payments_pledge_pkey PRIMARY KEY (id);

ALTER TABLE public.payments_pledge CLUSTER ON payments_pledge_pkey;


--
-- Name: payments_pledge payments_pledge_uuid_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_pledge
    ADD CONSTRAINT payments_pledge_uuid_key UNIQUE (uuid);


--
-- Name: payments_provideraccount payments_provideraccount_code_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_provideraccount
    ADD CONSTRAINT payments_provideraccount_code_key UNIQUE (code);


--
-- Name: payments_provideraccount payments_provideraccount_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_provideraccount
    ADD CONSTRAINT payments_provideraccount_pkey PRIMARY KEY (id);

ALTER TABLE public.payments_provideraccount CLUSTER ON payments_provideraccount_pkey;


--
-- Name: payments_providerobject payments_providerobject_entry_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_providerobject
    ADD CONSTRAINT payments_providerobject_entry_id_key UNIQUE (entry_id);


--
-- Name: payments_providerobject payments_providerobject_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_providerobject
    ADD CONSTRAINT payments_providerobject_pkey PRIMARY KEY (id);

ALTER TABLE public.payments_providerobject CLUSTER ON payments_providerobject_pkey;


--
-- Name: payments_providerpace payments_providerpace_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_providerpace
    ADD CONSTRAINT payments_providerpace_pkey PRIMARY KEY (id);

ALTER TABLE public.payments_providerpace CLUSTER ON payments_providerpace_pkey;


--
-- Name: payments_receipt payments_receipt_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_receipt
    ADD CONSTRAINT payments_receipt_pkey PRIMARY KEY (id);

ALTER TABLE public.payments_receipt CLUSTER ON payments_receipt_pkey;


--
-- Name: payments_receipt payments_receipt_provider_object_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_receipt
    ADD CONSTRAINT payments_receipt_provider_object_id_key UNIQUE (provider_object_id);


--
-- Name: payments_statechange payments_statechange_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_statechange
    ADD CONSTRAINT payments_statechange_pkey PRIMARY KEY (id);

ALTER TABLE public.payments_statechange CLUSTER ON payments_statechange_pkey;


--
-- Name: payments_payout payout_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_payout
    ADD CONSTRAINT payout_once UNIQUE (provider_account_id, object_id);


--
-- Name: payments_payoutpart payout_part_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_payoutpart
    ADD CONSTRAINT payout_part_once UNIQUE (payout_id, part_id);


--
-- Name: procrastinate_events procrastinate_events_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_pkey PRIMARY KEY (id);

ALTER TABLE public.procrastinate_events CLUSTER ON procrastinate_events_pkey;


--
-- Name: procrastinate_jobs procrastinate_jobs_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_pkey PRIMARY KEY (id);

ALTER TABLE public.procrastinate_jobs CLUSTER ON procrastinate_jobs_pkey;


--
-- Name: procrastinate_periodic_defers procrastinate_periodic_defers_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_pkey PRIMARY KEY (id);

ALTER TABLE public.procrastinate_periodic_defers CLUSTER ON procrastinate_periodic_defers_pkey;


--
-- Name: procrastinate_periodic_defers procrastinate_periodic_defers_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_unique UNIQUE (task_name, periodic_id, defer_timestamp);


--
-- Name: procrastinate_workers procrastinate_workers_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_workers
    ADD CONSTRAINT procrastinate_workers_pkey PRIMARY KEY (id);

ALTER TABLE public.procrastinate_workers CLUSTER ON procrastinate_workers_pkey;


--
-- Name: payments_providerobject provider_object_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_providerobject
    ADD CONSTRAINT provider_object_once UNIQUE (provider_account_id, object_id);


--
-- Name: publication_article publication_article_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.publication_article
    ADD CONSTRAINT publication_article_pkey PRIMARY KEY (page_ptr_id);

ALTER TABLE public.publication_article CLUSTER ON publication_article_pkey;


--
-- Name: publication_articletopic publication_articletopic_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.publication_articletopic
    ADD CONSTRAINT publication_articletopic_pkey PRIMARY KEY (id);

ALTER TABLE public.publication_articletopic CLUSTER ON publication_articletopic_pkey;


--
-- Name: publication_frontpage publication_frontpage_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.publication_frontpage
    ADD CONSTRAINT publication_frontpage_pkey PRIMARY KEY (page_ptr_id);

ALTER TABLE public.publication_frontpage CLUSTER ON publication_frontpage_pkey;


--
-- Name: publication_section publication_section_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.publication_section
    ADD CONSTRAINT publication_section_pkey PRIMARY KEY (page_ptr_id);

ALTER TABLE public.publication_section CLUSTER ON publication_section_pkey;


--
-- Name: publication_stale publication_stale_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.publication_stale
    ADD CONSTRAINT publication_stale_pkey PRIMARY KEY (id);

ALTER TABLE public.publication_stale CLUSTER ON publication_stale_pkey;


--
-- Name: ledger_rate rate_once_a_day; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_rate
    ADD CONSTRAINT rate_once_a_day UNIQUE (base, currency, day);


--
-- Name: payments_receipt receipt_number; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_receipt
    ADD CONSTRAINT receipt_number UNIQUE (year, serial);


--
-- Name: reminders_reminder reminders_reminder_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reminders_reminder
    ADD CONSTRAINT reminders_reminder_pkey PRIMARY KEY (id);

ALTER TABLE public.reminders_reminder CLUSTER ON reminders_reminder_pkey;


--
-- Name: reminders_reminder reminders_reminder_request_key_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reminders_reminder
    ADD CONSTRAINT reminders_reminder_request_key_key UNIQUE (request_key);


--
-- Name: reminders_reminder reminders_reminder_uuid_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reminders_reminder
    ADD CONSTRAINT reminders_reminder_uuid_key UNIQUE (uuid);


--
-- Name: payments_instrumentsetup setup_pledge_n; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_instrumentsetup
    ADD CONSTRAINT setup_pledge_n UNIQUE (pledge_id, n);


--
-- Name: supporters_linkrequest supporters_linkrequest_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.supporters_linkrequest
    ADD CONSTRAINT supporters_linkrequest_pkey PRIMARY KEY (id);

ALTER TABLE public.supporters_linkrequest CLUSTER ON supporters_linkrequest_pkey;


--
-- Name: supporters_linkrequest supporters_linkrequest_uuid_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.supporters_linkrequest
    ADD CONSTRAINT supporters_linkrequest_uuid_key UNIQUE (uuid);


--
-- Name: supporters_supporter supporters_supporter_email_lookup_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.supporters_supporter
    ADD CONSTRAINT supporters_supporter_email_lookup_key UNIQUE (email_lookup);


--
-- Name: supporters_supporter supporters_supporter_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.supporters_supporter
    ADD CONSTRAINT supporters_supporter_pkey PRIMARY KEY (id);

ALTER TABLE public.supporters_supporter CLUSTER ON supporters_supporter_pkey;


--
-- Name: supporters_supporter supporters_supporter_uuid_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.supporters_supporter
    ADD CONSTRAINT supporters_supporter_uuid_key UNIQUE (uuid);


--
-- Name: taggit_tag taggit_tag_name_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.taggit_tag
    ADD CONSTRAINT taggit_tag_name_key UNIQUE (name);


--
-- Name: taggit_tag taggit_tag_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.taggit_tag
    ADD CONSTRAINT taggit_tag_pkey PRIMARY KEY (id);

ALTER TABLE public.taggit_tag CLUSTER ON taggit_tag_pkey;


--
-- Name: taggit_tag taggit_tag_slug_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.taggit_tag
    ADD CONSTRAINT taggit_tag_slug_key UNIQUE (slug);


--
-- Name: taggit_taggeditem taggit_taggeditem_content_type_id_object_id_tag_id_4bb97a8e_uni; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.taggit_taggeditem
    ADD CONSTRAINT taggit_taggeditem_content_type_id_object_id_tag_id_4bb97a8e_uni UNIQUE (content_type_id, object_id, tag_id);


--
-- Name: taggit_taggeditem taggit_taggeditem_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.taggit_taggeditem
    ADD CONSTRAINT taggit_taggeditem_pkey PRIMARY KEY (id);

ALTER TABLE public.taggit_taggeditem CLUSTER ON taggit_taggeditem_pkey;


--
-- Name: bank_transferback transfer_back_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_transferback
    ADD CONSTRAINT transfer_back_once UNIQUE (account, key);


--
-- Name: wagtailcore_grouppagepermission unique_permission; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_grouppagepermission
    ADD CONSTRAINT unique_permission UNIQUE (group_id, page_id, permission_id);


--
-- Name: appeals_variant variant_slug; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeals_variant
    ADD CONSTRAINT variant_slug UNIQUE (appeal_id, slug);


--
-- Name: appeals_varianttext variant_text_language; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeals_varianttext
    ADD CONSTRAINT variant_text_language UNIQUE (variant_id, language);


--
-- Name: wagtailadmin_admin wagtailadmin_admin_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailadmin_admin
    ADD CONSTRAINT wagtailadmin_admin_pkey PRIMARY KEY (id);

ALTER TABLE public.wagtailadmin_admin CLUSTER ON wagtailadmin_admin_pkey;


--
-- Name: wagtailadmin_editingsession wagtailadmin_editingsession_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailadmin_editingsession
    ADD CONSTRAINT wagtailadmin_editingsession_pkey PRIMARY KEY (id);

ALTER TABLE public.wagtailadmin_editingsession CLUSTER ON wagtailadmin_editingsession_pkey;


--
-- Name: wagtailadmin_formstate wagtailadmin_formstate_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailadmin_formstate
    ADD CONSTRAINT wagtailadmin_formstate_pkey PRIMARY KEY (id);

ALTER TABLE public.wagtailadmin_formstate CLUSTER ON wagtailadmin_formstate_pkey;


--
-- Name: wagtailcore_apitoken wagtailcore_apitoken_key_hash_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_apitoken
    ADD CONSTRAINT wagtailcore_apitoken_key_hash_key UNIQUE (key_hash);


--
-- Name: wagtailcore_apitoken wagtailcore_apitoken_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_apitoken
    ADD CONSTRAINT wagtailcore_apitoken_pkey PRIMARY KEY (id);

ALTER TABLE public.wagtailcore_apitoken CLUSTER ON wagtailcore_apitoken_pkey;


--
-- Name: wagtailcore_collection wagtailcore_collection_path_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_collection
    ADD CONSTRAINT wagtailcore_collection_path_key UNIQUE (path);


--
-- Name: wagtailcore_collection wagtailcore_collection_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_collection
    ADD CONSTRAINT wagtailcore_collection_pkey PRIMARY KEY (id);

ALTER TABLE public.wagtailcore_collection CLUSTER ON wagtailcore_collection_pkey;


--
-- Name: wagtailcore_collectionviewrestriction_groups wagtailcore_collectionvi_collectionviewrestrictio_988995ae_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_collectionviewrestriction_groups
    ADD CONSTRAINT wagtailcore_collectionvi_collectionviewrestrictio_988995ae_uniq UNIQUE (collectionviewrestriction_id, group_id);


--
-- Name: wagtailcore_collectionviewrestriction_groups wagtailcore_collectionviewrestriction_groups_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_collectionviewrestriction_groups
    ADD CONSTRAINT wagtailcore_collectionviewrestriction_groups_pkey PRIMARY KEY (id);

ALTER TABLE public.wagtailcore_collectionviewrestriction_groups CLUSTER ON wagtailcore_collectionviewrestriction_groups_pkey;


--
-- Name: wagtailcore_collectionviewrestriction wagtailcore_collectionviewrestriction_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_collectionviewrestriction
    ADD CONSTRAINT wagtailcore_collectionviewrestriction_pkey PRIMARY KEY (id);

ALTER TABLE public.wagtailcore_collectionviewrestriction CLUSTER ON wagtailcore_collectionviewrestriction_pkey;


--
-- Name: wagtailcore_comment wagtailcore_comment_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_comment
    ADD CONSTRAINT wagtailcore_comment_pkey PRIMARY KEY (id);

ALTER TABLE public.wagtailcore_comment CLUSTER ON wagtailcore_comment_pkey;


--
-- Name: wagtailcore_commentreply wagtailcore_commentreply_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_commentreply
    ADD CONSTRAINT wagtailcore_commentreply_pkey PRIMARY KEY (id);

ALTER TABLE public.wagtailcore_commentreply CLUSTER ON wagtailcore_commentreply_pkey;


--
-- Name: wagtailcore_groupapprovaltask_groups wagtailcore_groupapprova_groupapprovaltask_id_gro_bb5ee7eb_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_groupapprovaltask_groups
    ADD CONSTRAINT wagtailcore_groupapprova_groupapprovaltask_id_gro_bb5ee7eb_uniq UNIQUE (groupapprovaltask_id, group_id);


--
-- Name: wagtailcore_groupapprovaltask_groups wagtailcore_groupapprovaltask_groups_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_groupapprovaltask_groups
    ADD CONSTRAINT wagtailcore_groupapprovaltask_groups_pkey PRIMARY KEY (id);

ALTER TABLE public.wagtailcore_groupapprovaltask_groups CLUSTER ON wagtailcore_groupapprovaltask_groups_pkey;


--
-- Name: wagtailcore_groupapprovaltask wagtailcore_groupapprovaltask_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_groupapprovaltask
    ADD CONSTRAINT wagtailcore_groupapprovaltask_pkey PRIMARY KEY (task_ptr_id);

ALTER TABLE public.wagtailcore_groupapprovaltask CLUSTER ON wagtailcore_groupapprovaltask_pkey;


--
-- Name: wagtailcore_groupcollectionpermission wagtailcore_groupcollect_group_id_collection_id_p_a21cefe9_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_groupcollectionpermission
    ADD CONSTRAINT wagtailcore_groupcollect_group_id_collection_id_p_a21cefe9_uniq UNIQUE (group_id, collection_id, permission_id);


--
-- Name: wagtailcore_groupcollectionpermission wagtailcore_groupcollectionpermission_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_groupcollectionpermission
    ADD CONSTRAINT wagtailcore_groupcollectionpermission_pkey PRIMARY KEY (id);

ALTER TABLE public.wagtailcore_groupcollectionpermission CLUSTER ON wagtailcore_groupcollectionpermission_pkey;


--
-- Name: wagtailcore_grouppagepermission wagtailcore_grouppagepermission_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_grouppagepermission
    ADD CONSTRAINT wagtailcore_grouppagepermission_pkey PRIMARY KEY (id);

ALTER TABLE public.wagtailcore_grouppagepermission CLUSTER ON wagtailcore_grouppagepermission_pkey;


--
-- Name: wagtailcore_groupsitepermission wagtailcore_groupsiteper_group_id_site_id_permiss_a58ee30d_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_groupsitepermission
    ADD CONSTRAINT wagtailcore_groupsiteper_group_id_site_id_permiss_a58ee30d_uniq UNIQUE (group_id, site_id, permission_id);


--
-- Name: wagtailcore_groupsitepermission wagtailcore_groupsitepermission_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_groupsitepermission
    ADD CONSTRAINT wagtailcore_groupsitepermission_pkey PRIMARY KEY (id);

ALTER TABLE public.wagtailcore_groupsitepermission CLUSTER ON wagtailcore_groupsitepermission_pkey;


--
-- Name: wagtailcore_locale wagtailcore_locale_language_code_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_locale
    ADD CONSTRAINT wagtailcore_locale_language_code_key UNIQUE (language_code);


--
-- Name: wagtailcore_locale wagtailcore_locale_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_locale
    ADD CONSTRAINT wagtailcore_locale_pkey PRIMARY KEY (id);

ALTER TABLE public.wagtailcore_locale CLUSTER ON wagtailcore_locale_pkey;


--
-- Name: wagtailcore_modellogentry wagtailcore_modellogentry_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_modellogentry
    ADD CONSTRAINT wagtailcore_modellogentry_pkey PRIMARY KEY (id);

ALTER TABLE public.wagtailcore_modellogentry CLUSTER ON wagtailcore_modellogentry_pkey;


--
-- Name: wagtailcore_page wagtailcore_page_path_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_path_key UNIQUE (path);


--
-- Name: wagtailcore_page wagtailcore_page_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_pkey PRIMARY KEY (id);

ALTER TABLE public.wagtailcore_page CLUSTER ON wagtailcore_page_pkey;


--
-- Name: wagtailcore_page wagtailcore_page_translation_key_locale_id_9b041bad_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_translation_key_locale_id_9b041bad_uniq UNIQUE (translation_key, locale_id);


--
-- Name: wagtailcore_pagelogentry wagtailcore_pagelogentry_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_pagelogentry
    ADD CONSTRAINT wagtailcore_pagelogentry_pkey PRIMARY KEY (id);

ALTER TABLE public.wagtailcore_pagelogentry CLUSTER ON wagtailcore_pagelogentry_pkey;


--
-- Name: wagtailcore_revision wagtailcore_pagerevision_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_revision
    ADD CONSTRAINT wagtailcore_pagerevision_pkey PRIMARY KEY (id);

ALTER TABLE public.wagtailcore_revision CLUSTER ON wagtailcore_pagerevision_pkey;


--
-- Name: wagtailcore_pagesubscription wagtailcore_pagesubscription_page_id_user_id_0cef73ed_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_pagesubscription
    ADD CONSTRAINT wagtailcore_pagesubscription_page_id_user_id_0cef73ed_uniq UNIQUE (page_id, user_id);


--
-- Name: wagtailcore_pagesubscription wagtailcore_pagesubscription_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_pagesubscription
    ADD CONSTRAINT wagtailcore_pagesubscription_pkey PRIMARY KEY (id);

ALTER TABLE public.wagtailcore_pagesubscription CLUSTER ON wagtailcore_pagesubscription_pkey;


--
-- Name: wagtailcore_pageviewrestriction_groups wagtailcore_pageviewrest_pageviewrestriction_id_g_d23f80bb_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_pageviewrestriction_groups
    ADD CONSTRAINT wagtailcore_pageviewrest_pageviewrestriction_id_g_d23f80bb_uniq UNIQUE (pageviewrestriction_id, group_id);


--
-- Name: wagtailcore_pageviewrestriction_groups wagtailcore_pageviewrestriction_groups_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_pageviewrestriction_groups
    ADD CONSTRAINT wagtailcore_pageviewrestriction_groups_pkey PRIMARY KEY (id);

ALTER TABLE public.wagtailcore_pageviewrestriction_groups CLUSTER ON wagtailcore_pageviewrestriction_groups_pkey;


--
-- Name: wagtailcore_pageviewrestriction wagtailcore_pageviewrestriction_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_pageviewrestriction
    ADD CONSTRAINT wagtailcore_pageviewrestriction_pkey PRIMARY KEY (id);

ALTER TABLE public.wagtailcore_pageviewrestriction CLUSTER ON wagtailcore_pageviewrestriction_pkey;


--
-- Name: wagtailcore_referenceindex wagtailcore_referenceind_base_content_type_id_obj_9e6ccd6a_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_referenceindex
    ADD CONSTRAINT wagtailcore_referenceind_base_content_type_id_obj_9e6ccd6a_uniq UNIQUE (base_content_type_id, object_id, to_content_type_id, to_object_id, content_path_hash);


--
-- Name: wagtailcore_referenceindex wagtailcore_referenceindex_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_referenceindex
    ADD CONSTRAINT wagtailcore_referenceindex_pkey PRIMARY KEY (id);

ALTER TABLE public.wagtailcore_referenceindex CLUSTER ON wagtailcore_referenceindex_pkey;


--
-- Name: wagtailcore_site wagtailcore_site_hostname_port_2c626d70_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_site
    ADD CONSTRAINT wagtailcore_site_hostname_port_2c626d70_uniq UNIQUE (hostname, port);


--
-- Name: wagtailcore_site wagtailcore_site_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_site
    ADD CONSTRAINT wagtailcore_site_pkey PRIMARY KEY (id);

ALTER TABLE public.wagtailcore_site CLUSTER ON wagtailcore_site_pkey;


--
-- Name: wagtailcore_task wagtailcore_task_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_task
    ADD CONSTRAINT wagtailcore_task_pkey PRIMARY KEY (id);

ALTER TABLE public.wagtailcore_task CLUSTER ON wagtailcore_task_pkey;


--
-- Name: wagtailcore_taskstate wagtailcore_taskstate_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_taskstate
    ADD CONSTRAINT wagtailcore_taskstate_pkey PRIMARY KEY (id);

ALTER TABLE public.wagtailcore_taskstate CLUSTER ON wagtailcore_taskstate_pkey;


--
-- Name: wagtailcore_uploadedfile wagtailcore_uploadedfile_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_uploadedfile
    ADD CONSTRAINT wagtailcore_uploadedfile_pkey PRIMARY KEY (id);

ALTER TABLE public.wagtailcore_uploadedfile CLUSTER ON wagtailcore_uploadedfile_pkey;


--
-- Name: wagtailcore_workflow wagtailcore_workflow_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_workflow
    ADD CONSTRAINT wagtailcore_workflow_pkey PRIMARY KEY (id);

ALTER TABLE public.wagtailcore_workflow CLUSTER ON wagtailcore_workflow_pkey;


--
-- Name: wagtailcore_workflowcontenttype wagtailcore_workflowcontenttype_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_workflowcontenttype
    ADD CONSTRAINT wagtailcore_workflowcontenttype_pkey PRIMARY KEY (content_type_id);

ALTER TABLE public.wagtailcore_workflowcontenttype CLUSTER ON wagtailcore_workflowcontenttype_pkey;


--
-- Name: wagtailcore_workflowpage wagtailcore_workflowpage_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_workflowpage
    ADD CONSTRAINT wagtailcore_workflowpage_pkey PRIMARY KEY (page_id);

ALTER TABLE public.wagtailcore_workflowpage CLUSTER ON wagtailcore_workflowpage_pkey;


--
-- Name: wagtailcore_workflowstate wagtailcore_workflowstate_current_task_state_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_workflowstate
    ADD CONSTRAINT wagtailcore_workflowstate_current_task_state_id_key UNIQUE (current_task_state_id);


--
-- Name: wagtailcore_workflowstate wagtailcore_workflowstate_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_workflowstate
    ADD CONSTRAINT wagtailcore_workflowstate_pkey PRIMARY KEY (id);

ALTER TABLE public.wagtailcore_workflowstate CLUSTER ON wagtailcore_workflowstate_pkey;


--
-- Name: wagtailcore_workflowtask wagtailcore_workflowtask_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_workflowtask
    ADD CONSTRAINT wagtailcore_workflowtask_pkey PRIMARY KEY (id);

ALTER TABLE public.wagtailcore_workflowtask CLUSTER ON wagtailcore_workflowtask_pkey;


--
-- Name: wagtailcore_workflowtask wagtailcore_workflowtask_workflow_id_task_id_4ec7a62b_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_workflowtask
    ADD CONSTRAINT wagtailcore_workflowtask_workflow_id_task_id_4ec7a62b_uniq UNIQUE (workflow_id, task_id);


--
-- Name: wagtaildocs_document wagtaildocs_document_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtaildocs_document
    ADD CONSTRAINT wagtaildocs_document_pkey PRIMARY KEY (id);

ALTER TABLE public.wagtaildocs_document CLUSTER ON wagtaildocs_document_pkey;


--
-- Name: wagtailembeds_embed wagtailembeds_embed_hash_c9bd8c9a_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailembeds_embed
    ADD CONSTRAINT wagtailembeds_embed_hash_c9bd8c9a_uniq UNIQUE (hash);


--
-- Name: wagtailembeds_embed wagtailembeds_embed_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailembeds_embed
    ADD CONSTRAINT wagtailembeds_embed_pkey PRIMARY KEY (id);

ALTER TABLE public.wagtailembeds_embed CLUSTER ON wagtailembeds_embed_pkey;


--
-- Name: wagtailimages_image wagtailimages_image_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailimages_image
    ADD CONSTRAINT wagtailimages_image_pkey PRIMARY KEY (id);

ALTER TABLE public.wagtailimages_image CLUSTER ON wagtailimages_image_pkey;


--
-- Name: wagtailimages_rendition wagtailimages_rendition_image_id_filter_spec_foc_323c8fe0_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailimages_rendition
    ADD CONSTRAINT wagtailimages_rendition_image_id_filter_spec_foc_323c8fe0_uniq UNIQUE (image_id, filter_spec, focal_point_key);


--
-- Name: wagtailimages_rendition wagtailimages_rendition_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailimages_rendition
    ADD CONSTRAINT wagtailimages_rendition_pkey PRIMARY KEY (id);

ALTER TABLE public.wagtailimages_rendition CLUSTER ON wagtailimages_rendition_pkey;


--
-- Name: wagtailsearch_indexentry wagtailsearch_indexentry_content_type_id_object_i_bcd7ba73_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailsearch_indexentry
    ADD CONSTRAINT wagtailsearch_indexentry_content_type_id_object_i_bcd7ba73_uniq UNIQUE (content_type_id, object_id);


--
-- Name: wagtailsearch_indexentry wagtailsearch_indexentry_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailsearch_indexentry
    ADD CONSTRAINT wagtailsearch_indexentry_pkey PRIMARY KEY (id);

ALTER TABLE public.wagtailsearch_indexentry CLUSTER ON wagtailsearch_indexentry_pkey;


--
-- Name: wagtailusers_userprofile wagtailusers_userprofile_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailusers_userprofile
    ADD CONSTRAINT wagtailusers_userprofile_pkey PRIMARY KEY (id);

ALTER TABLE public.wagtailusers_userprofile CLUSTER ON wagtailusers_userprofile_pkey;


--
-- Name: wagtailusers_userprofile wagtailusers_userprofile_user_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailusers_userprofile
    ADD CONSTRAINT wagtailusers_userprofile_user_id_key UNIQUE (user_id);


--
-- Name: appeal_one_open_test; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX appeal_one_open_test ON public.appeals_appealtest USING btree (appeal_id) WHERE (ended_at IS NULL);


--
-- Name: appeals_appeal_campaign_id_cb276959; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX appeals_appeal_campaign_id_cb276959 ON public.appeals_appeal USING btree (campaign_id);


--
-- Name: appeals_appeal_live_revision_id_04a48a43; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX appeals_appeal_live_revision_id_04a48a43 ON public.appeals_appeal USING btree (live_revision_id);


--
-- Name: appeals_appeal_owner_id_11604e56; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX appeals_appeal_owner_id_11604e56 ON public.appeals_appeal USING btree (owner_id);


--
-- Name: appeals_appeal_slug_a25f09dd_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX appeals_appeal_slug_a25f09dd_like ON public.appeals_appeal USING btree (slug varchar_pattern_ops);


--
-- Name: appeals_appealchange_actor_id_15b47702; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX appeals_appealchange_actor_id_15b47702 ON public.appeals_appealchange USING btree (actor_id);


--
-- Name: appeals_appealchange_appeal_id_1a0d2759; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX appeals_appealchange_appeal_id_1a0d2759 ON public.appeals_appealchange USING btree (appeal_id);


--
-- Name: appeals_appealchange_revision_id_27d76491; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX appeals_appealchange_revision_id_27d76491 ON public.appeals_appealchange USING btree (revision_id);


--
-- Name: appeals_appealhold_holder_id_c4d509e2; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX appeals_appealhold_holder_id_c4d509e2 ON public.appeals_appealhold USING btree (holder_id);


--
-- Name: appeals_appealrevision_appeal_id_c17e22cc; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX appeals_appealrevision_appeal_id_c17e22cc ON public.appeals_appealrevision USING btree (appeal_id);


--
-- Name: appeals_appealrevision_published_by_id_b2eb7dc6; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX appeals_appealrevision_published_by_id_b2eb7dc6 ON public.appeals_appealrevision USING btree (published_by_id);


--
-- Name: appeals_appealtest_appeal_id_29b11c00; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX appeals_appealtest_appeal_id_29b11c00 ON public.appeals_appealtest USING btree (appeal_id);


--
-- Name: appeals_appealtest_ended_by_id_ae1145e0; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX appeals_appealtest_ended_by_id_ae1145e0 ON public.appeals_appealtest USING btree (ended_by_id);


--
-- Name: appeals_appealtest_started_by_id_2db49cc0; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX appeals_appealtest_started_by_id_2db49cc0 ON public.appeals_appealtest USING btree (started_by_id);


--
-- Name: appeals_askingswitch_actor_id_f1d1e4a8; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX appeals_askingswitch_actor_id_f1d1e4a8 ON public.appeals_askingswitch USING btree (actor_id);


--
-- Name: appeals_campaign_slug_251996f1_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX appeals_campaign_slug_251996f1_like ON public.appeals_campaign USING btree (slug varchar_pattern_ops);


--
-- Name: appeals_campaignchange_actor_id_761bef75; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX appeals_campaignchange_actor_id_761bef75 ON public.appeals_campaignchange USING btree (actor_id);


--
-- Name: appeals_campaignchange_campaign_id_eda15786; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX appeals_campaignchange_campaign_id_eda15786 ON public.appeals_campaignchange USING btree (campaign_id);


--
-- Name: appeals_manifestversion_last_published_at_4cfac6a7; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX appeals_manifestversion_last_published_at_4cfac6a7 ON public.appeals_manifestversion USING btree (last_published_at);


--
-- Name: appeals_manifestversion_version_e27ef8ae_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX appeals_manifestversion_version_e27ef8ae_like ON public.appeals_manifestversion USING btree (version varchar_pattern_ops);


--
-- Name: appeals_sharesetting_actor_id_3b81a992; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX appeals_sharesetting_actor_id_3b81a992 ON public.appeals_sharesetting USING btree (actor_id);


--
-- Name: appeals_sharesetting_appeal_id_79dd60fe; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX appeals_sharesetting_appeal_id_79dd60fe ON public.appeals_sharesetting USING btree (appeal_id);


--
-- Name: appeals_variant_appeal_id_595b4a99; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX appeals_variant_appeal_id_595b4a99 ON public.appeals_variant USING btree (appeal_id);


--
-- Name: appeals_variant_slug_98837901; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX appeals_variant_slug_98837901 ON public.appeals_variant USING btree (slug);


--
-- Name: appeals_variant_slug_98837901_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX appeals_variant_slug_98837901_like ON public.appeals_variant USING btree (slug varchar_pattern_ops);


--
-- Name: appeals_varianttext_variant_id_e662bd54; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX appeals_varianttext_variant_id_e662bd54 ON public.appeals_varianttext USING btree (variant_id);


--
-- Name: article_source_imported_once; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX article_source_imported_once ON public.publication_article USING btree (source_hash) WHERE (NOT ((source_hash)::text = ''::text));


--
-- Name: attempt_of_card; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX attempt_of_card ON public.payments_attempt USING btree (instrument_id, first_sent_at) WHERE (instrument_id IS NOT NULL);


--
-- Name: attempt_one_in_flight; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX attempt_one_in_flight ON public.payments_attempt USING btree (payment_id) WHERE (((state)::text = ANY (ARRAY[('planned'::character varying)::text, ('sending'::character varying)::text, ('unknown'::character varying)::text])) AND (NOT ((operation)::text = 'refund'::text)));


--
-- Name: attempt_one_refund_in_flight; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX attempt_one_refund_in_flight ON public.payments_attempt USING btree (refund_of_id) WHERE ((state)::text = ANY (ARRAY[('planned'::character varying)::text, ('sending'::character varying)::text, ('unknown'::character varying)::text]));


--
-- Name: attempt_planned; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX attempt_planned ON public.payments_attempt USING btree (provider_account_id, operation, send_after, id) WHERE ((state)::text = 'planned'::text);


--
-- Name: attempt_sending; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX attempt_sending ON public.payments_attempt USING btree (provider_account_id, lease_until) WHERE ((state)::text = 'sending'::text);


--
-- Name: attempt_unknown; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX attempt_unknown ON public.payments_attempt USING btree (provider_account_id, send_after, id) WHERE ((state)::text = 'unknown'::text);


--
-- Name: attempt_unsent_checkout; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX attempt_unsent_checkout ON public.payments_attempt USING btree (created_at) WHERE (((operation)::text = 'checkout'::text) AND ((state)::text = 'planned'::text));


--
-- Name: attempt_waiting; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX attempt_waiting ON public.payments_attempt USING btree (provider_account_id, send_after, id) WHERE ((state)::text = ANY (ARRAY[('awaiting_payer'::character varying)::text, ('processing'::character varying)::text]));


--
-- Name: auth_group_name_a6ea08ec_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX auth_group_name_a6ea08ec_like ON public.auth_group USING btree (name varchar_pattern_ops);


--
-- Name: auth_group_permissions_group_id_b120cbf9; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON public.auth_group_permissions USING btree (group_id);


--
-- Name: auth_group_permissions_permission_id_84c5c92e; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON public.auth_group_permissions USING btree (permission_id);


--
-- Name: auth_permission_content_type_id_2f476e4b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX auth_permission_content_type_id_2f476e4b ON public.auth_permission USING btree (content_type_id);


--
-- Name: auth_user_groups_group_id_97559544; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX auth_user_groups_group_id_97559544 ON public.auth_user_groups USING btree (group_id);


--
-- Name: auth_user_groups_user_id_6a12ed8b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX auth_user_groups_user_id_6a12ed8b ON public.auth_user_groups USING btree (user_id);


--
-- Name: auth_user_user_permissions_permission_id_1fbb5f2c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX auth_user_user_permissions_permission_id_1fbb5f2c ON public.auth_user_user_permissions USING btree (permission_id);


--
-- Name: auth_user_user_permissions_user_id_a95ead1b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX auth_user_user_permissions_user_id_a95ead1b ON public.auth_user_user_permissions USING btree (user_id);


--
-- Name: auth_user_username_6821ab7c_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX auth_user_username_6821ab7c_like ON public.auth_user USING btree (username varchar_pattern_ops);


--
-- Name: bank_bankevent_collection_id_fc4ec50d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX bank_bankevent_collection_id_fc4ec50d ON public.bank_bankevent USING btree (collection_id);


--
-- Name: bank_bankevent_file_id_56e62eaf; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX bank_bankevent_file_id_56e62eaf ON public.bank_bankevent USING btree (file_id);


--
-- Name: bank_bankevent_mandate_id_f464a835; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX bank_bankevent_mandate_id_f464a835 ON public.bank_bankevent USING btree (mandate_id);


--
-- Name: bank_bankline_notification_id_c58ac1ae; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX bank_bankline_notification_id_c58ac1ae ON public.bank_bankline USING btree (notification_id);


--
-- Name: bank_bankline_statement_id_6fdbb798; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX bank_bankline_statement_id_6fdbb798 ON public.bank_bankline USING btree (statement_id);


--
-- Name: bank_collection_end_to_end_id_679ef525_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX bank_collection_end_to_end_id_679ef525_like ON public.bank_collection USING btree (end_to_end_id varchar_pattern_ops);


--
-- Name: bank_collection_file_id_a5d7d33f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX bank_collection_file_id_a5d7d33f ON public.bank_collection USING btree (file_id);


--
-- Name: bank_collection_mandate_id_5cd5b855; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX bank_collection_mandate_id_5cd5b855 ON public.bank_collection USING btree (mandate_id);


--
-- Name: bank_collectionfile_message_id_dde47875_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX bank_collectionfile_message_id_dde47875_like ON public.bank_collectionfile USING btree (message_id varchar_pattern_ops);


--
-- Name: bank_expectedtransfer_object_id_325569d5_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX bank_expectedtransfer_object_id_325569d5_like ON public.bank_expectedtransfer USING btree (object_id varchar_pattern_ops);


--
-- Name: bank_expectedtransfer_reference_id_cbd11a0d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX bank_expectedtransfer_reference_id_cbd11a0d ON public.bank_expectedtransfer USING btree (reference_id);


--
-- Name: bank_line_content; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX bank_line_content ON public.bank_bankline USING btree (iban, content_id);


--
-- Name: bank_line_entry; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX bank_line_entry ON public.bank_bankline USING btree (iban, entry_id) WHERE (NOT ((entry_id)::text = ''::text));


--
-- Name: bank_line_open; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX bank_line_open ON public.bank_bankline USING btree (booked_on) WHERE ((state)::text = 'open'::text);


--
-- Name: bank_line_payer; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX bank_line_payer ON public.bank_bankline USING btree (payer_hash) WHERE (payer_hash IS NOT NULL);


--
-- Name: bank_mandate_reference_ac77703c_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX bank_mandate_reference_ac77703c_like ON public.bank_mandate USING btree (reference varchar_pattern_ops);


--
-- Name: bank_mandate_supporter_id_51cb4729; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX bank_mandate_supporter_id_51cb4729 ON public.bank_mandate USING btree (supporter_id);


--
-- Name: bank_mandatepage_object_id_2c56c5fc_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX bank_mandatepage_object_id_2c56c5fc_like ON public.bank_mandatepage USING btree (object_id varchar_pattern_ops);


--
-- Name: bank_notedgift_noted_by_id_f2476c7f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX bank_notedgift_noted_by_id_f2476c7f ON public.bank_notedgift USING btree (noted_by_id);


--
-- Name: bank_notedgift_object_id_6ffc2c51_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX bank_notedgift_object_id_6ffc2c51_like ON public.bank_notedgift USING btree (object_id varchar_pattern_ops);


--
-- Name: bank_notedreversal_gift_id_d8232380; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX bank_notedreversal_gift_id_d8232380 ON public.bank_notedreversal USING btree (gift_id);


--
-- Name: bank_notedreversal_object_id_7b7809f5_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX bank_notedreversal_object_id_7b7809f5_like ON public.bank_notedreversal USING btree (object_id varchar_pattern_ops);


--
-- Name: bank_receivedtransfer_object_id_7ceaf67a_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX bank_receivedtransfer_object_id_7ceaf67a_like ON public.bank_receivedtransfer USING btree (object_id varchar_pattern_ops);


--
-- Name: bank_receivedtransfer_order_id_f3cfe86f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX bank_receivedtransfer_order_id_f3cfe86f ON public.bank_receivedtransfer USING btree (order_id);


--
-- Name: bank_receivedtransfer_reference_id_dc66eaa0; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX bank_receivedtransfer_reference_id_dc66eaa0 ON public.bank_receivedtransfer USING btree (reference_id);


--
-- Name: bank_statement_file_id_ff21b1da; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX bank_statement_file_id_ff21b1da ON public.bank_statement USING btree (file_id);


--
-- Name: bank_statementfile_sha256_c4025149_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX bank_statementfile_sha256_c4025149_like ON public.bank_statementfile USING btree (sha256 varchar_pattern_ops);


--
-- Name: bank_transferback_object_id_84482537_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX bank_transferback_object_id_84482537_like ON public.bank_transferback USING btree (object_id varchar_pattern_ops);


--
-- Name: bank_transferback_received_id_c8f4a654; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX bank_transferback_received_id_c8f4a654 ON public.bank_transferback USING btree (received_id);


--
-- Name: bank_transferback_reference_2e1cabc9_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX bank_transferback_reference_2e1cabc9_like ON public.bank_transferback USING btree (reference varchar_pattern_ops);


--
-- Name: bank_transferreference_code_2661e7ef_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX bank_transferreference_code_2661e7ef_like ON public.bank_transferreference USING btree (code varchar_pattern_ops);


--
-- Name: base_content_object_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX base_content_object_idx ON public.wagtailcore_revision USING btree (base_content_type_id, object_id);


--
-- Name: collection_batch; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX collection_batch ON public.bank_collection USING btree (batch) WHERE ((state)::text = 'in_file'::text);


--
-- Name: collection_due; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX collection_due ON public.bank_collection USING btree (account, due_on) WHERE ((state)::text = 'ordered'::text);


--
-- Name: collection_file_when; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX collection_file_when ON public.bank_collectionfile USING btree (account, created_at);


--
-- Name: collection_of_attempt; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX collection_of_attempt ON public.bank_collection USING btree (payment, attempt);


--
-- Name: collection_settled; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX collection_settled ON public.bank_collection USING btree (account, settled_at);


--
-- Name: collection_when; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX collection_when ON public.bank_collection USING btree (account, created_at);


--
-- Name: content_object_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX content_object_idx ON public.wagtailcore_revision USING btree (content_type_id, object_id);


--
-- Name: core_sending_cause_cbe73736_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX core_sending_cause_cbe73736_like ON public.core_sending USING btree (cause varchar_pattern_ops);


--
-- Name: django_session_expire_date_a5c62663; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX django_session_expire_date_a5c62663 ON public.django_session USING btree (expire_date);


--
-- Name: django_session_session_key_c0390e0f_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX django_session_session_key_c0390e0f_like ON public.django_session USING btree (session_key varchar_pattern_ops);


--
-- Name: entry_posted; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX entry_posted ON public.ledger_entry USING btree (posted_on, id);


--
-- Name: expected_transfer_of_attempt; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX expected_transfer_of_attempt ON public.bank_expectedtransfer USING btree (payment, attempt);


--
-- Name: expected_transfer_of_pledge; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX expected_transfer_of_pledge ON public.bank_expectedtransfer USING btree (pledge) WHERE (NOT ((pledge)::text = ''::text));


--
-- Name: expected_transfer_open; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX expected_transfer_open ON public.bank_expectedtransfer USING btree (account, due_on) WHERE ((state)::text = 'open'::text);


--
-- Name: expected_transfer_when; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX expected_transfer_when ON public.bank_expectedtransfer USING btree (account, created_at);


--
-- Name: foreign_object_newest; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX foreign_object_newest ON public.payments_foreignobject USING btree (created_at DESC);


--
-- Name: foreign_object_undone; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX foreign_object_undone ON public.payments_foreignobject USING btree (provider_account_id, charge_id);


--
-- Name: formstate_user_object; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX formstate_user_object ON public.wagtailadmin_formstate USING btree (user_id, content_type_id, object_id, parent_object_id);


--
-- Name: guard_try_begun; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX guard_try_begun ON public.payments_guardtry USING btree (begun_at);


--
-- Name: guard_try_order; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX guard_try_order ON public.payments_guardtry USING btree (order_name);


--
-- Name: guard_try_payment; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX guard_try_payment ON public.payments_guardtry USING btree (payment_name);


--
-- Name: guard_try_purses; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX guard_try_purses ON public.payments_guardtry USING gin (purses) WITH (fastupdate=off);


--
-- Name: held_checkout_purses; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX held_checkout_purses ON public.payments_heldcheckout USING gin (purses) WITH (fastupdate=off);


--
-- Name: idx_procrastinate_jobs_worker_not_null; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idx_procrastinate_jobs_worker_not_null ON public.procrastinate_jobs USING btree (worker_id) WHERE ((worker_id IS NOT NULL) AND (status = 'doing'::public.procrastinate_job_status));


--
-- Name: idx_procrastinate_workers_last_heartbeat; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idx_procrastinate_workers_last_heartbeat ON public.procrastinate_workers USING btree (last_heartbeat);


--
-- Name: impact_note_newest; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX impact_note_newest ON public.payments_impactnote USING btree (language, live_from DESC);


--
-- Name: inbox_open; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX inbox_open ON public.payments_inboxevent USING btree (try_after) WHERE (settled_at IS NULL);


--
-- Name: instrument_ends; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX instrument_ends ON public.payments_instrument USING btree (expires) WHERE ((end_noted_on IS NULL) AND (revoke_after IS NULL) AND (revoked_at IS NULL));


--
-- Name: instrument_to_revoke; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX instrument_to_revoke ON public.payments_instrument USING btree (revoke_after) WHERE ((revoke_after IS NOT NULL) AND (revoked_at IS NULL));


--
-- Name: ledger_closedmonth_closed_by_id_ffbf02b9; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ledger_closedmonth_closed_by_id_ffbf02b9 ON public.ledger_closedmonth USING btree (closed_by_id);


--
-- Name: ledger_correction_about_id_7ad7bb8c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ledger_correction_about_id_7ad7bb8c ON public.ledger_correction USING btree (about_id);


--
-- Name: ledger_correction_decided_by_id_b99aa2fa; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ledger_correction_decided_by_id_b99aa2fa ON public.ledger_correction USING btree (decided_by_id);


--
-- Name: ledger_correction_proposed_by_id_777433db; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ledger_correction_proposed_by_id_777433db ON public.ledger_correction USING btree (proposed_by_id);


--
-- Name: ledger_correctionline_correction_id_a729d11f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ledger_correctionline_correction_id_a729d11f ON public.ledger_correctionline USING btree (correction_id);


--
-- Name: ledger_entry_booked_at_434421cc; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ledger_entry_booked_at_434421cc ON public.ledger_entry USING btree (booked_at);


--
-- Name: ledger_entry_payment_uuid_43f5edeb; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ledger_entry_payment_uuid_43f5edeb ON public.ledger_entry USING btree (payment_uuid);


--
-- Name: ledger_transfer_credit_account_id_e98dc457; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ledger_transfer_credit_account_id_e98dc457 ON public.ledger_transfer USING btree (credit_account_id);


--
-- Name: ledger_transfer_debit_account_id_4ee5177d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ledger_transfer_debit_account_id_4ee5177d ON public.ledger_transfer USING btree (debit_account_id);


--
-- Name: ledger_transfer_entry_id_10db8a1d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ledger_transfer_entry_id_10db8a1d ON public.ledger_transfer USING btree (entry_id);


--
-- Name: mandate_alive; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX mandate_alive ON public.bank_mandate USING btree (signed_on) WHERE ((state)::text = 'active'::text);


--
-- Name: mandate_page_of_attempt; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX mandate_page_of_attempt ON public.bank_mandatepage USING btree (payment, attempt);


--
-- Name: mandate_page_of_pledge; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX mandate_page_of_pledge ON public.bank_mandatepage USING btree (pledge) WHERE (NOT ((pledge)::text = ''::text));


--
-- Name: mandate_page_when; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX mandate_page_when ON public.bank_mandatepage USING btree (account, created_at);


--
-- Name: mandate_when; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX mandate_when ON public.bank_mandate USING btree (account, created_at);


--
-- Name: noted_gift_made; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX noted_gift_made ON public.bank_notedgift USING btree (account, created_at);


--
-- Name: noted_gift_of_attempt; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX noted_gift_of_attempt ON public.bank_notedgift USING btree (payment, attempt);


--
-- Name: noted_gift_when; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX noted_gift_when ON public.bank_notedgift USING btree (account, noted_at);


--
-- Name: payment_by_appeal; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payment_by_appeal ON public.payments_payment USING btree (appeal, paid_at) WHERE ((paid_at IS NOT NULL) AND (NOT ((appeal)::text = ''::text)));


--
-- Name: payment_chosen; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payment_chosen ON public.payments_payment USING btree (currency, paid_at) WHERE ((paid_at IS NOT NULL) AND (request_key IS NOT NULL));


--
-- Name: payment_to_confirm; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payment_to_confirm ON public.payments_payment USING btree (confirm_by) WHERE ((confirm_by IS NOT NULL) AND ((state)::text = 'failed'::text));


--
-- Name: payments_attempt_payment_id_a18ea4ce; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payments_attempt_payment_id_a18ea4ce ON public.payments_attempt USING btree (payment_id);


--
-- Name: payments_attempt_refund_of_id_cde35841; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payments_attempt_refund_of_id_cde35841 ON public.payments_attempt USING btree (refund_of_id);


--
-- Name: payments_comparison_ended_at_c602d6cd; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payments_comparison_ended_at_c602d6cd ON public.payments_comparison USING btree (ended_at);


--
-- Name: payments_foreignobject_provider_account_id_1e36cefb; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payments_foreignobject_provider_account_id_1e36cefb ON public.payments_foreignobject USING btree (provider_account_id);


--
-- Name: payments_guardalert_scope_66505de5_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payments_guardalert_scope_66505de5_like ON public.payments_guardalert USING btree (scope varchar_pattern_ops);


--
-- Name: payments_guardwork_done_at_684c7154; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payments_guardwork_done_at_684c7154 ON public.payments_guardwork USING btree (done_at);


--
-- Name: payments_guardwork_nonce_e5cf7f61_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payments_guardwork_nonce_e5cf7f61_like ON public.payments_guardwork USING btree (nonce varchar_pattern_ops);


--
-- Name: payments_heldcheckout_email_lookup_7bef34be; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payments_heldcheckout_email_lookup_7bef34be ON public.payments_heldcheckout USING btree (email_lookup);


--
-- Name: payments_heldcheckout_held_at_fe66c876; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payments_heldcheckout_held_at_fe66c876 ON public.payments_heldcheckout USING btree (held_at);


--
-- Name: payments_instrument_copy_of_id_5be7af2d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payments_instrument_copy_of_id_5be7af2d ON public.payments_instrument USING btree (copy_of_id);


--
-- Name: payments_instrument_provider_account_id_58a4d9e2; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payments_instrument_provider_account_id_58a4d9e2 ON public.payments_instrument USING btree (provider_account_id);


--
-- Name: payments_instrument_supporter_id_b7d607de; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payments_instrument_supporter_id_b7d607de ON public.payments_instrument USING btree (supporter_id);


--
-- Name: payments_instrumentsetup_idem_key_b0d59145_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payments_instrumentsetup_idem_key_b0d59145_like ON public.payments_instrumentsetup USING btree (idem_key varchar_pattern_ops);


--
-- Name: payments_instrumentsetup_pledge_id_5df93ca5; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payments_instrumentsetup_pledge_id_5df93ca5 ON public.payments_instrumentsetup USING btree (pledge_id);


--
-- Name: payments_instrumentsetup_provider_account_id_fe254576; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payments_instrumentsetup_provider_account_id_fe254576 ON public.payments_instrumentsetup USING btree (provider_account_id);


--
-- Name: payments_payment_created_at_149046d5; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payments_payment_created_at_149046d5 ON public.payments_payment USING btree (created_at);


--
-- Name: payments_payment_paid_at_7ac2790e; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payments_payment_paid_at_7ac2790e ON public.payments_payment USING btree (paid_at);


--
-- Name: payments_payment_pledge_id_cfe59e3f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payments_payment_pledge_id_cfe59e3f ON public.payments_payment USING btree (pledge_id);


--
-- Name: payments_payment_request_key_6532bf4d_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payments_payment_request_key_6532bf4d_like ON public.payments_payment USING btree (request_key varchar_pattern_ops);


--
-- Name: payments_payment_supporter_id_466209dc; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payments_payment_supporter_id_466209dc ON public.payments_payment USING btree (supporter_id);


--
-- Name: payments_payout_provider_account_id_fe6720fa; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payments_payout_provider_account_id_fe6720fa ON public.payments_payout USING btree (provider_account_id);


--
-- Name: payments_payoutpart_foreign_id_a7c284a5; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payments_payoutpart_foreign_id_a7c284a5 ON public.payments_payoutpart USING btree (foreign_id);


--
-- Name: payments_payoutpart_payout_id_7cb2d441; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payments_payoutpart_payout_id_7cb2d441 ON public.payments_payoutpart USING btree (payout_id);


--
-- Name: payments_payoutpart_provider_object_id_961019b1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payments_payoutpart_provider_object_id_961019b1 ON public.payments_payoutpart USING btree (provider_object_id);


--
-- Name: payments_pledge_former_instrument_id_8cb63884; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payments_pledge_former_instrument_id_8cb63884 ON public.payments_pledge USING btree (former_instrument_id);


--
-- Name: payments_pledge_instrument_id_46dc28d6; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payments_pledge_instrument_id_46dc28d6 ON public.payments_pledge USING btree (instrument_id);


--
-- Name: payments_pledge_moving_to_id_cf568ef2; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payments_pledge_moving_to_id_cf568ef2 ON public.payments_pledge USING btree (moving_to_id);


--
-- Name: payments_pledge_provider_account_id_1571674d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payments_pledge_provider_account_id_1571674d ON public.payments_pledge USING btree (provider_account_id);


--
-- Name: payments_pledge_supporter_id_f02302ca; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payments_pledge_supporter_id_f02302ca ON public.payments_pledge USING btree (supporter_id);


--
-- Name: payments_provideraccount_code_1071b662_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payments_provideraccount_code_1071b662_like ON public.payments_provideraccount USING btree (code varchar_pattern_ops);


--
-- Name: payments_providerobject_attempt_id_f8ce336a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payments_providerobject_attempt_id_f8ce336a ON public.payments_providerobject USING btree (attempt_id);


--
-- Name: payments_providerobject_charge_id_987233c2; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payments_providerobject_charge_id_987233c2 ON public.payments_providerobject USING btree (charge_id);


--
-- Name: payments_providerobject_payment_id_0bb2cbf3; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payments_providerobject_payment_id_0bb2cbf3 ON public.payments_providerobject USING btree (payment_id);


--
-- Name: payments_providerobject_seen_at_ee7d9c3e; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payments_providerobject_seen_at_ee7d9c3e ON public.payments_providerobject USING btree (seen_at);


--
-- Name: payments_providerpace_provider_account_id_61bd5ec5; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payments_providerpace_provider_account_id_61bd5ec5 ON public.payments_providerpace USING btree (provider_account_id);


--
-- Name: payments_receipt_payment_id_5c31062a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payments_receipt_payment_id_5c31062a ON public.payments_receipt USING btree (payment_id);


--
-- Name: payments_statechange_payment_id_336af7b2; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payments_statechange_payment_id_336af7b2 ON public.payments_statechange USING btree (payment_id);


--
-- Name: payments_statechange_pledge_id_0f1ce281; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payments_statechange_pledge_id_0f1ce281 ON public.payments_statechange USING btree (pledge_id);


--
-- Name: payout_newest; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payout_newest ON public.payments_payout USING btree (created_at DESC);


--
-- Name: payout_part_object; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payout_part_object ON public.payments_payoutpart USING btree (object_id);


--
-- Name: pledge_asked_to_move; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX pledge_asked_to_move ON public.payments_pledge USING btree (move_asked_at) WHERE (moving_to_id IS NOT NULL);


--
-- Name: pledge_awaits_notice; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX pledge_awaits_notice ON public.payments_pledge USING btree (next_due, id) WHERE (((notified_due IS NULL) OR (NOT ((notified_due = next_due) AND (notified_due IS NOT NULL) AND (next_due IS NOT NULL)))) AND (("interval")::text = 'yearly'::text) AND ((state)::text = 'active'::text));


--
-- Name: pledge_due; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX pledge_due ON public.payments_pledge USING btree (next_due, id) WHERE ((state)::text = 'active'::text);


--
-- Name: pledge_paused; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX pledge_paused ON public.payments_pledge USING btree (paused_until) WHERE ((state)::text = 'paused'::text);


--
-- Name: procrastinate_events_job_id_fkey_v1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX procrastinate_events_job_id_fkey_v1 ON public.procrastinate_events USING btree (job_id);


--
-- Name: procrastinate_jobs_id_lock_idx_v1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX procrastinate_jobs_id_lock_idx_v1 ON public.procrastinate_jobs USING btree (id, lock) WHERE (status = ANY (ARRAY['todo'::public.procrastinate_job_status, 'doing'::public.procrastinate_job_status]));


--
-- Name: procrastinate_jobs_lock_idx_v1; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX procrastinate_jobs_lock_idx_v1 ON public.procrastinate_jobs USING btree (lock) WHERE (status = 'doing'::public.procrastinate_job_status);


--
-- Name: procrastinate_jobs_priority_idx_v1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX procrastinate_jobs_priority_idx_v1 ON public.procrastinate_jobs USING btree (priority DESC, id) WHERE (status = 'todo'::public.procrastinate_job_status);


--
-- Name: procrastinate_jobs_queue_name_idx_v1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX procrastinate_jobs_queue_name_idx_v1 ON public.procrastinate_jobs USING btree (queue_name);


--
-- Name: procrastinate_jobs_queueing_lock_idx_v1; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX procrastinate_jobs_queueing_lock_idx_v1 ON public.procrastinate_jobs USING btree (queueing_lock) WHERE (status = 'todo'::public.procrastinate_job_status);


--
-- Name: procrastinate_periodic_defers_job_id_fkey_v1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX procrastinate_periodic_defers_job_id_fkey_v1 ON public.procrastinate_periodic_defers USING btree (job_id);


--
-- Name: provider_object_one_kept_success; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX provider_object_one_kept_success ON public.payments_providerobject USING btree (payment_id) WHERE ((NOT came_back) AND (NOT duplicate) AND ((kind)::text = 'success'::text));


--
-- Name: provider_object_when; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX provider_object_when ON public.payments_providerobject USING btree (provider_account_id, created_at);


--
-- Name: publication_article_date_e640c157; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX publication_article_date_e640c157 ON public.publication_article USING btree (date);


--
-- Name: publication_article_language_9049beee; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX publication_article_language_9049beee ON public.publication_article USING btree (language);


--
-- Name: publication_article_language_9049beee_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX publication_article_language_9049beee_like ON public.publication_article USING btree (language varchar_pattern_ops);


--
-- Name: publication_article_lead_image_id_ef19688f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX publication_article_lead_image_id_ef19688f ON public.publication_article USING btree (lead_image_id);


--
-- Name: publication_article_text_hash_45becf64; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX publication_article_text_hash_45becf64 ON public.publication_article USING btree (text_hash);


--
-- Name: publication_article_text_hash_45becf64_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX publication_article_text_hash_45becf64_like ON public.publication_article USING btree (text_hash varchar_pattern_ops);


--
-- Name: publication_articletopic_content_object_id_2505f26c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX publication_articletopic_content_object_id_2505f26c ON public.publication_articletopic USING btree (content_object_id);


--
-- Name: publication_articletopic_tag_id_71a07090; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX publication_articletopic_tag_id_71a07090 ON public.publication_articletopic USING btree (tag_id);


--
-- Name: publication_frontpage_lead_id_d593a1f8; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX publication_frontpage_lead_id_d593a1f8 ON public.publication_frontpage USING btree (lead_id);


--
-- Name: received_transfer_when; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX received_transfer_when ON public.bank_receivedtransfer USING btree (account, received_at);


--
-- Name: referenceindex_source_object; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX referenceindex_source_object ON public.wagtailcore_referenceindex USING btree (base_content_type_id, object_id);


--
-- Name: referenceindex_target_object; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX referenceindex_target_object ON public.wagtailcore_referenceindex USING btree (to_content_type_id, to_object_id);


--
-- Name: reminder_due; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX reminder_due ON public.reminders_reminder USING btree (due) WHERE ((state)::text = 'waiting'::text);


--
-- Name: reminders_reminder_asked_at_dcbb29fb; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX reminders_reminder_asked_at_dcbb29fb ON public.reminders_reminder USING btree (asked_at);


--
-- Name: reminders_reminder_request_key_9e85b45c_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX reminders_reminder_request_key_9e85b45c_like ON public.reminders_reminder USING btree (request_key varchar_pattern_ops);


--
-- Name: reminders_reminder_supporter_id_8a8a0b7f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX reminders_reminder_supporter_id_8a8a0b7f ON public.reminders_reminder USING btree (supporter_id);


--
-- Name: setup_open; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX setup_open ON public.payments_instrumentsetup USING btree (look_after) WHERE ((state)::text = ANY (ARRAY[('planned'::character varying)::text, ('awaiting_payer'::character varying)::text]));


--
-- Name: share_setting_newest; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX share_setting_newest ON public.appeals_sharesetting USING btree (appeal_id, id DESC);


--
-- Name: statement_until; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX statement_until ON public.bank_statement USING btree (iban, until);


--
-- Name: supporters_linkrequest_asked_at_ef1a84d8; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX supporters_linkrequest_asked_at_ef1a84d8 ON public.supporters_linkrequest USING btree (asked_at);


--
-- Name: supporters_linkrequest_email_lookup_c55bb01a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX supporters_linkrequest_email_lookup_c55bb01a ON public.supporters_linkrequest USING btree (email_lookup);


--
-- Name: taggit_tag_name_58eb2ed9_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX taggit_tag_name_58eb2ed9_like ON public.taggit_tag USING btree (name varchar_pattern_ops);


--
-- Name: taggit_tag_slug_6be58b2c_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX taggit_tag_slug_6be58b2c_like ON public.taggit_tag USING btree (slug varchar_pattern_ops);


--
-- Name: taggit_tagg_content_8fc721_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX taggit_tagg_content_8fc721_idx ON public.taggit_taggeditem USING btree (content_type_id, object_id);


--
-- Name: taggit_taggeditem_content_type_id_9957a03c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX taggit_taggeditem_content_type_id_9957a03c ON public.taggit_taggeditem USING btree (content_type_id);


--
-- Name: taggit_taggeditem_object_id_e2d7d1df; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX taggit_taggeditem_object_id_e2d7d1df ON public.taggit_taggeditem USING btree (object_id);


--
-- Name: taggit_taggeditem_tag_id_f4f5b767; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX taggit_taggeditem_tag_id_f4f5b767 ON public.taggit_taggeditem USING btree (tag_id);


--
-- Name: tally_day; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX tally_day ON public.appeals_tally USING brin (day) WITH (autosummarize='on', pages_per_range='32');


--
-- Name: transfer_back_of_attempt; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX transfer_back_of_attempt ON public.bank_transferback USING btree (payment, attempt);


--
-- Name: unique_in_progress_workflow; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX unique_in_progress_workflow ON public.wagtailcore_workflowstate USING btree (base_content_type_id, object_id) WHERE ((status)::text = ANY (ARRAY[('in_progress'::character varying)::text, ('needs_changes'::character varying)::text]));


--
-- Name: wagtailadmi_content_717955_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailadmi_content_717955_idx ON public.wagtailadmin_editingsession USING btree (content_type_id, object_id);


--
-- Name: wagtailadmin_editingsession_content_type_id_4df7730e; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailadmin_editingsession_content_type_id_4df7730e ON public.wagtailadmin_editingsession USING btree (content_type_id);


--
-- Name: wagtailadmin_editingsession_user_id_6e1a9b70; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailadmin_editingsession_user_id_6e1a9b70 ON public.wagtailadmin_editingsession USING btree (user_id);


--
-- Name: wagtailadmin_formstate_content_type_id_e32438b3; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailadmin_formstate_content_type_id_e32438b3 ON public.wagtailadmin_formstate USING btree (content_type_id);


--
-- Name: wagtailadmin_formstate_user_id_b910adc2; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailadmin_formstate_user_id_b910adc2 ON public.wagtailadmin_formstate USING btree (user_id);


--
-- Name: wagtailcore_apitoken_key_hash_65979b78_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_apitoken_key_hash_65979b78_like ON public.wagtailcore_apitoken USING btree (key_hash varchar_pattern_ops);


--
-- Name: wagtailcore_apitoken_user_id_49b1141b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_apitoken_user_id_49b1141b ON public.wagtailcore_apitoken USING btree (user_id);


--
-- Name: wagtailcore_collection_path_d848dc19_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_collection_path_d848dc19_like ON public.wagtailcore_collection USING btree (path varchar_pattern_ops);


--
-- Name: wagtailcore_collectionview_collectionviewrestriction__47320efd; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_collectionview_collectionviewrestriction__47320efd ON public.wagtailcore_collectionviewrestriction_groups USING btree (collectionviewrestriction_id);


--
-- Name: wagtailcore_collectionviewrestriction_collection_id_761908ec; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_collectionviewrestriction_collection_id_761908ec ON public.wagtailcore_collectionviewrestriction USING btree (collection_id);


--
-- Name: wagtailcore_collectionviewrestriction_groups_group_id_1823f2a3; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_collectionviewrestriction_groups_group_id_1823f2a3 ON public.wagtailcore_collectionviewrestriction_groups USING btree (group_id);


--
-- Name: wagtailcore_comment_page_id_108444b5; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_comment_page_id_108444b5 ON public.wagtailcore_comment USING btree (page_id);


--
-- Name: wagtailcore_comment_resolved_by_id_a282aa0e; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_comment_resolved_by_id_a282aa0e ON public.wagtailcore_comment USING btree (resolved_by_id);


--
-- Name: wagtailcore_comment_revision_created_id_1d058279; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_comment_revision_created_id_1d058279 ON public.wagtailcore_comment USING btree (revision_created_id);


--
-- Name: wagtailcore_comment_user_id_0c577ca6; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_comment_user_id_0c577ca6 ON public.wagtailcore_comment USING btree (user_id);


--
-- Name: wagtailcore_commentreply_comment_id_afc7e027; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_commentreply_comment_id_afc7e027 ON public.wagtailcore_commentreply USING btree (comment_id);


--
-- Name: wagtailcore_commentreply_user_id_d0b3b9c3; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_commentreply_user_id_d0b3b9c3 ON public.wagtailcore_commentreply USING btree (user_id);


--
-- Name: wagtailcore_groupapprovalt_groupapprovaltask_id_9a9255ea; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_groupapprovalt_groupapprovaltask_id_9a9255ea ON public.wagtailcore_groupapprovaltask_groups USING btree (groupapprovaltask_id);


--
-- Name: wagtailcore_groupapprovaltask_groups_group_id_2e64b61f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_groupapprovaltask_groups_group_id_2e64b61f ON public.wagtailcore_groupapprovaltask_groups USING btree (group_id);


--
-- Name: wagtailcore_groupcollectionpermission_collection_id_5423575a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_groupcollectionpermission_collection_id_5423575a ON public.wagtailcore_groupcollectionpermission USING btree (collection_id);


--
-- Name: wagtailcore_groupcollectionpermission_group_id_05d61460; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_groupcollectionpermission_group_id_05d61460 ON public.wagtailcore_groupcollectionpermission USING btree (group_id);


--
-- Name: wagtailcore_groupcollectionpermission_permission_id_1b626275; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_groupcollectionpermission_permission_id_1b626275 ON public.wagtailcore_groupcollectionpermission USING btree (permission_id);


--
-- Name: wagtailcore_grouppagepermission_group_id_fc07e671; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_grouppagepermission_group_id_fc07e671 ON public.wagtailcore_grouppagepermission USING btree (group_id);


--
-- Name: wagtailcore_grouppagepermission_page_id_710b114a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_grouppagepermission_page_id_710b114a ON public.wagtailcore_grouppagepermission USING btree (page_id);


--
-- Name: wagtailcore_grouppagepermission_permission_id_05acb22e; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_grouppagepermission_permission_id_05acb22e ON public.wagtailcore_grouppagepermission USING btree (permission_id);


--
-- Name: wagtailcore_groupsitepermission_group_id_e5cdbee4; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_groupsitepermission_group_id_e5cdbee4 ON public.wagtailcore_groupsitepermission USING btree (group_id);


--
-- Name: wagtailcore_groupsitepermission_permission_id_459b1f38; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_groupsitepermission_permission_id_459b1f38 ON public.wagtailcore_groupsitepermission USING btree (permission_id);


--
-- Name: wagtailcore_groupsitepermission_site_id_245de488; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_groupsitepermission_site_id_245de488 ON public.wagtailcore_groupsitepermission USING btree (site_id);


--
-- Name: wagtailcore_locale_language_code_03149338_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_locale_language_code_03149338_like ON public.wagtailcore_locale USING btree (language_code varchar_pattern_ops);


--
-- Name: wagtailcore_modellogentry_action_d2d856ee; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_modellogentry_action_d2d856ee ON public.wagtailcore_modellogentry USING btree (action);


--
-- Name: wagtailcore_modellogentry_action_d2d856ee_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_modellogentry_action_d2d856ee_like ON public.wagtailcore_modellogentry USING btree (action varchar_pattern_ops);


--
-- Name: wagtailcore_modellogentry_content_changed_8bc39742; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_modellogentry_content_changed_8bc39742 ON public.wagtailcore_modellogentry USING btree (content_changed);


--
-- Name: wagtailcore_modellogentry_content_type_id_68849e77; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_modellogentry_content_type_id_68849e77 ON public.wagtailcore_modellogentry USING btree (content_type_id);


--
-- Name: wagtailcore_modellogentry_object_id_e0e7d4ef; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_modellogentry_object_id_e0e7d4ef ON public.wagtailcore_modellogentry USING btree (object_id);


--
-- Name: wagtailcore_modellogentry_object_id_e0e7d4ef_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_modellogentry_object_id_e0e7d4ef_like ON public.wagtailcore_modellogentry USING btree (object_id varchar_pattern_ops);


--
-- Name: wagtailcore_modellogentry_revision_id_df6ca33a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_modellogentry_revision_id_df6ca33a ON public.wagtailcore_modellogentry USING btree (revision_id);


--
-- Name: wagtailcore_modellogentry_timestamp_9694521b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_modellogentry_timestamp_9694521b ON public.wagtailcore_modellogentry USING btree ("timestamp");


--
-- Name: wagtailcore_modellogentry_user_id_0278d1bf; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_modellogentry_user_id_0278d1bf ON public.wagtailcore_modellogentry USING btree (user_id);


--
-- Name: wagtailcore_page_alias_of_id_12945502; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_page_alias_of_id_12945502 ON public.wagtailcore_page USING btree (alias_of_id);


--
-- Name: wagtailcore_page_content_type_id_c28424df; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_page_content_type_id_c28424df ON public.wagtailcore_page USING btree (content_type_id);


--
-- Name: wagtailcore_page_first_published_at_2b5dd637; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_page_first_published_at_2b5dd637 ON public.wagtailcore_page USING btree (first_published_at);


--
-- Name: wagtailcore_page_latest_revision_id_e60fef51; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_page_latest_revision_id_e60fef51 ON public.wagtailcore_page USING btree (latest_revision_id);


--
-- Name: wagtailcore_page_live_revision_id_930bd822; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_page_live_revision_id_930bd822 ON public.wagtailcore_page USING btree (live_revision_id);


--
-- Name: wagtailcore_page_locale_id_3c7e30a6; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_page_locale_id_3c7e30a6 ON public.wagtailcore_page USING btree (locale_id);


--
-- Name: wagtailcore_page_locked_by_id_bcb86245; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_page_locked_by_id_bcb86245 ON public.wagtailcore_page USING btree (locked_by_id);


--
-- Name: wagtailcore_page_owner_id_fbf7c332; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_page_owner_id_fbf7c332 ON public.wagtailcore_page USING btree (owner_id);


--
-- Name: wagtailcore_page_path_98eba2c8_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_page_path_98eba2c8_like ON public.wagtailcore_page USING btree (path varchar_pattern_ops);


--
-- Name: wagtailcore_page_slug_e7c11b8f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_page_slug_e7c11b8f ON public.wagtailcore_page USING btree (slug);


--
-- Name: wagtailcore_page_slug_e7c11b8f_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_page_slug_e7c11b8f_like ON public.wagtailcore_page USING btree (slug varchar_pattern_ops);


--
-- Name: wagtailcore_pagelogentry_action_c2408198; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_pagelogentry_action_c2408198 ON public.wagtailcore_pagelogentry USING btree (action);


--
-- Name: wagtailcore_pagelogentry_action_c2408198_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_pagelogentry_action_c2408198_like ON public.wagtailcore_pagelogentry USING btree (action varchar_pattern_ops);


--
-- Name: wagtailcore_pagelogentry_content_changed_99f27ade; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_pagelogentry_content_changed_99f27ade ON public.wagtailcore_pagelogentry USING btree (content_changed);


--
-- Name: wagtailcore_pagelogentry_content_type_id_74e7708a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_pagelogentry_content_type_id_74e7708a ON public.wagtailcore_pagelogentry USING btree (content_type_id);


--
-- Name: wagtailcore_pagelogentry_page_id_8464e327; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_pagelogentry_page_id_8464e327 ON public.wagtailcore_pagelogentry USING btree (page_id);


--
-- Name: wagtailcore_pagelogentry_revision_id_8043d103; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_pagelogentry_revision_id_8043d103 ON public.wagtailcore_pagelogentry USING btree (revision_id);


--
-- Name: wagtailcore_pagelogentry_timestamp_deb774c4; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_pagelogentry_timestamp_deb774c4 ON public.wagtailcore_pagelogentry USING btree ("timestamp");


--
-- Name: wagtailcore_pagelogentry_user_id_604ccfd8; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_pagelogentry_user_id_604ccfd8 ON public.wagtailcore_pagelogentry USING btree (user_id);


--
-- Name: wagtailcore_pagerevision_approved_go_live_at_e56afc67; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_pagerevision_approved_go_live_at_e56afc67 ON public.wagtailcore_revision USING btree (approved_go_live_at);


--
-- Name: wagtailcore_pagerevision_created_at_66954e3b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_pagerevision_created_at_66954e3b ON public.wagtailcore_revision USING btree (created_at);


--
-- Name: wagtailcore_pagerevision_user_id_2409d2f4; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_pagerevision_user_id_2409d2f4 ON public.wagtailcore_revision USING btree (user_id);


--
-- Name: wagtailcore_pagesubscription_page_id_a085e7a6; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_pagesubscription_page_id_a085e7a6 ON public.wagtailcore_pagesubscription USING btree (page_id);


--
-- Name: wagtailcore_pagesubscription_user_id_89d7def9; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_pagesubscription_user_id_89d7def9 ON public.wagtailcore_pagesubscription USING btree (user_id);


--
-- Name: wagtailcore_pageviewrestri_pageviewrestriction_id_f147a99a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_pageviewrestri_pageviewrestriction_id_f147a99a ON public.wagtailcore_pageviewrestriction_groups USING btree (pageviewrestriction_id);


--
-- Name: wagtailcore_pageviewrestriction_groups_group_id_6460f223; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_pageviewrestriction_groups_group_id_6460f223 ON public.wagtailcore_pageviewrestriction_groups USING btree (group_id);


--
-- Name: wagtailcore_pageviewrestriction_page_id_15a8bea6; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_pageviewrestriction_page_id_15a8bea6 ON public.wagtailcore_pageviewrestriction USING btree (page_id);


--
-- Name: wagtailcore_referenceindex_base_content_type_id_313cf40f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_referenceindex_base_content_type_id_313cf40f ON public.wagtailcore_referenceindex USING btree (base_content_type_id);


--
-- Name: wagtailcore_referenceindex_content_type_id_766e0336; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_referenceindex_content_type_id_766e0336 ON public.wagtailcore_referenceindex USING btree (content_type_id);


--
-- Name: wagtailcore_referenceindex_to_content_type_id_93690bbd; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_referenceindex_to_content_type_id_93690bbd ON public.wagtailcore_referenceindex USING btree (to_content_type_id);


--
-- Name: wagtailcore_revision_base_content_type_id_5b4ef7bd; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_revision_base_content_type_id_5b4ef7bd ON public.wagtailcore_revision USING btree (base_content_type_id);


--
-- Name: wagtailcore_revision_content_type_id_c8cb69c0; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_revision_content_type_id_c8cb69c0 ON public.wagtailcore_revision USING btree (content_type_id);


--
-- Name: wagtailcore_site_hostname_96b20b46; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_site_hostname_96b20b46 ON public.wagtailcore_site USING btree (hostname);


--
-- Name: wagtailcore_site_hostname_96b20b46_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_site_hostname_96b20b46_like ON public.wagtailcore_site USING btree (hostname varchar_pattern_ops);


--
-- Name: wagtailcore_site_root_page_id_e02fb95c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_site_root_page_id_e02fb95c ON public.wagtailcore_site USING btree (root_page_id);


--
-- Name: wagtailcore_task_content_type_id_249ab8ba; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_task_content_type_id_249ab8ba ON public.wagtailcore_task USING btree (content_type_id);


--
-- Name: wagtailcore_taskstate_content_type_id_0a758fdc; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_taskstate_content_type_id_0a758fdc ON public.wagtailcore_taskstate USING btree (content_type_id);


--
-- Name: wagtailcore_taskstate_finished_by_id_13f98229; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_taskstate_finished_by_id_13f98229 ON public.wagtailcore_taskstate USING btree (finished_by_id);


--
-- Name: wagtailcore_taskstate_page_revision_id_9f52c88e; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_taskstate_page_revision_id_9f52c88e ON public.wagtailcore_taskstate USING btree (revision_id);


--
-- Name: wagtailcore_taskstate_task_id_c3677c34; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_taskstate_task_id_c3677c34 ON public.wagtailcore_taskstate USING btree (task_id);


--
-- Name: wagtailcore_taskstate_workflow_state_id_9239a775; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_taskstate_workflow_state_id_9239a775 ON public.wagtailcore_taskstate USING btree (workflow_state_id);


--
-- Name: wagtailcore_uploadedfile_for_content_type_id_b0fc87b2; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_uploadedfile_for_content_type_id_b0fc87b2 ON public.wagtailcore_uploadedfile USING btree (for_content_type_id);


--
-- Name: wagtailcore_uploadedfile_uploaded_by_user_id_c7580fe8; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_uploadedfile_uploaded_by_user_id_c7580fe8 ON public.wagtailcore_uploadedfile USING btree (uploaded_by_user_id);


--
-- Name: wagtailcore_uuid_06a44d_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_uuid_06a44d_idx ON public.wagtailcore_pagelogentry USING btree (uuid, action, "timestamp" DESC);


--
-- Name: wagtailcore_uuid_d6363b_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_uuid_d6363b_idx ON public.wagtailcore_modellogentry USING btree (uuid, action, "timestamp" DESC);


--
-- Name: wagtailcore_workflowcontenttype_workflow_id_9aad7cd2; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_workflowcontenttype_workflow_id_9aad7cd2 ON public.wagtailcore_workflowcontenttype USING btree (workflow_id);


--
-- Name: wagtailcore_workflowpage_workflow_id_56f56ff6; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_workflowpage_workflow_id_56f56ff6 ON public.wagtailcore_workflowpage USING btree (workflow_id);


--
-- Name: wagtailcore_workflowstate_base_content_type_id_a30dc576; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_workflowstate_base_content_type_id_a30dc576 ON public.wagtailcore_workflowstate USING btree (base_content_type_id);


--
-- Name: wagtailcore_workflowstate_content_type_id_2bb78ce1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_workflowstate_content_type_id_2bb78ce1 ON public.wagtailcore_workflowstate USING btree (content_type_id);


--
-- Name: wagtailcore_workflowstate_requested_by_id_4090bca3; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_workflowstate_requested_by_id_4090bca3 ON public.wagtailcore_workflowstate USING btree (requested_by_id);


--
-- Name: wagtailcore_workflowstate_workflow_id_1f18378f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_workflowstate_workflow_id_1f18378f ON public.wagtailcore_workflowstate USING btree (workflow_id);


--
-- Name: wagtailcore_workflowtask_task_id_ce7716fe; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_workflowtask_task_id_ce7716fe ON public.wagtailcore_workflowtask USING btree (task_id);


--
-- Name: wagtailcore_workflowtask_workflow_id_b9717175; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailcore_workflowtask_workflow_id_b9717175 ON public.wagtailcore_workflowtask USING btree (workflow_id);


--
-- Name: wagtaildocs_document_collection_id_23881625; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtaildocs_document_collection_id_23881625 ON public.wagtaildocs_document USING btree (collection_id);


--
-- Name: wagtaildocs_document_uploaded_by_user_id_17258b41; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtaildocs_document_uploaded_by_user_id_17258b41 ON public.wagtaildocs_document USING btree (uploaded_by_user_id);


--
-- Name: wagtailembeds_embed_cache_until_26c94bb0; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailembeds_embed_cache_until_26c94bb0 ON public.wagtailembeds_embed USING btree (cache_until);


--
-- Name: wagtailembeds_embed_hash_c9bd8c9a_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailembeds_embed_hash_c9bd8c9a_like ON public.wagtailembeds_embed USING btree (hash varchar_pattern_ops);


--
-- Name: wagtailimages_image_collection_id_c2f8af7e; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailimages_image_collection_id_c2f8af7e ON public.wagtailimages_image USING btree (collection_id);


--
-- Name: wagtailimages_image_created_at_86fa6cd4; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailimages_image_created_at_86fa6cd4 ON public.wagtailimages_image USING btree (created_at);


--
-- Name: wagtailimages_image_file_hash_fb5bbb23; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailimages_image_file_hash_fb5bbb23 ON public.wagtailimages_image USING btree (file_hash);


--
-- Name: wagtailimages_image_file_hash_fb5bbb23_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailimages_image_file_hash_fb5bbb23_like ON public.wagtailimages_image USING btree (file_hash varchar_pattern_ops);


--
-- Name: wagtailimages_image_uploaded_by_user_id_5d73dc75; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailimages_image_uploaded_by_user_id_5d73dc75 ON public.wagtailimages_image USING btree (uploaded_by_user_id);


--
-- Name: wagtailimages_rendition_filter_spec_1cba3201; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailimages_rendition_filter_spec_1cba3201 ON public.wagtailimages_rendition USING btree (filter_spec);


--
-- Name: wagtailimages_rendition_filter_spec_1cba3201_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailimages_rendition_filter_spec_1cba3201_like ON public.wagtailimages_rendition USING btree (filter_spec varchar_pattern_ops);


--
-- Name: wagtailimages_rendition_image_id_3e1fd774; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailimages_rendition_image_id_3e1fd774 ON public.wagtailimages_rendition USING btree (image_id);


--
-- Name: wagtailsear_autocom_476c89_gin; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailsear_autocom_476c89_gin ON public.wagtailsearch_indexentry USING gin (autocomplete);


--
-- Name: wagtailsear_body_90c85d_gin; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailsear_body_90c85d_gin ON public.wagtailsearch_indexentry USING gin (body);


--
-- Name: wagtailsear_title_9caae0_gin; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailsear_title_9caae0_gin ON public.wagtailsearch_indexentry USING gin (title);


--
-- Name: wagtailsearch_indexentry_content_type_id_62ed694f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX wagtailsearch_indexentry_content_type_id_62ed694f ON public.wagtailsearch_indexentry USING btree (content_type_id);


--
-- Name: workflowstate_base_ct_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX workflowstate_base_ct_id_idx ON public.wagtailcore_workflowstate USING btree (base_content_type_id, object_id);


--
-- Name: workflowstate_ct_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX workflowstate_ct_id_idx ON public.wagtailcore_workflowstate USING btree (content_type_id, object_id);


--
-- Name: bank_bankevent bank_bankevent_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER bank_bankevent_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.bank_bankevent FOR EACH STATEMENT EXECUTE FUNCTION public.bank_refuse_change();


--
-- Name: bank_collectionfile bank_collectionfile_frozen; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER bank_collectionfile_frozen BEFORE UPDATE ON public.bank_collectionfile FOR EACH ROW WHEN ((((new.message_id)::text <> (old.message_id)::text) OR ((new.sha256)::text <> (old.sha256)::text) OR (new.count <> old.count) OR (new.total_minor <> old.total_minor) OR ((new.account)::text <> (old.account)::text))) EXECUTE FUNCTION public.bank_refuse_change();


--
-- Name: bank_collectionfile bank_collectionfile_stays; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER bank_collectionfile_stays BEFORE DELETE OR TRUNCATE ON public.bank_collectionfile FOR EACH STATEMENT EXECUTE FUNCTION public.bank_refuse_change();


--
-- Name: ledger_account ledger_account_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER ledger_account_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.ledger_account FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_change();


--
-- Name: ledger_closedmonth ledger_closedmonth_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER ledger_closedmonth_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.ledger_closedmonth FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_change();


--
-- Name: ledger_closedmonth ledger_closedmonth_in_order; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER ledger_closedmonth_in_order BEFORE INSERT ON public.ledger_closedmonth FOR EACH ROW EXECUTE FUNCTION public.ledger_close_in_order();


--
-- Name: ledger_correction ledger_correction_decide_once; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER ledger_correction_decide_once BEFORE UPDATE ON public.ledger_correction FOR EACH ROW EXECUTE FUNCTION public.ledger_decide_once();


--
-- Name: ledger_correction ledger_correction_kept; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER ledger_correction_kept BEFORE DELETE OR TRUNCATE ON public.ledger_correction FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_change();


--
-- Name: ledger_correctionline ledger_correctionline_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER ledger_correctionline_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.ledger_correctionline FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_change();


--
-- Name: ledger_entry ledger_entry_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER ledger_entry_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.ledger_entry FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_change();


--
-- Name: ledger_entry ledger_entry_hold_open; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER ledger_entry_hold_open BEFORE INSERT ON public.ledger_entry FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_hold_books_open();


--
-- Name: ledger_entry ledger_entry_moves_money; Type: TRIGGER; Schema: public; Owner: -
--

CREATE CONSTRAINT TRIGGER ledger_entry_moves_money AFTER INSERT ON public.ledger_entry DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.ledger_entry_moves_money();


--
-- Name: ledger_entry ledger_entry_open_month; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER ledger_entry_open_month BEFORE INSERT ON public.ledger_entry FOR EACH ROW EXECUTE FUNCTION public.ledger_post_into_open_month();


--
-- Name: ledger_transfer ledger_transfer_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER ledger_transfer_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.ledger_transfer FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_change();


--
-- Name: ledger_transfer ledger_transfer_hold_open; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER ledger_transfer_hold_open BEFORE INSERT ON public.ledger_transfer FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_hold_books_open();


--
-- Name: ledger_transfer ledger_transfer_open_month; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER ledger_transfer_open_month AFTER INSERT ON public.ledger_transfer REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_closed_transfer();


--
-- Name: payments_receipt payments_receipt_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER payments_receipt_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.payments_receipt FOR EACH STATEMENT EXECUTE FUNCTION public.payments_refuse_change();


--
-- Name: payments_receipt payments_receipt_gapless; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER payments_receipt_gapless BEFORE INSERT ON public.payments_receipt FOR EACH ROW EXECUTE FUNCTION public.payments_number_receipt();


--
-- Name: payments_statechange payments_statechange_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER payments_statechange_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.payments_statechange FOR EACH STATEMENT EXECUTE FUNCTION public.payments_refuse_change();


--
-- Name: procrastinate_jobs procrastinate_jobs_notify_queue_job_aborted_v1; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER procrastinate_jobs_notify_queue_job_aborted_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN (((old.abort_requested = false) AND (new.abort_requested = true) AND (new.status = 'doing'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_notify_queue_abort_job_v1();


--
-- Name: procrastinate_jobs procrastinate_jobs_notify_queue_job_inserted_v1; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER procrastinate_jobs_notify_queue_job_inserted_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_notify_queue_job_inserted_v1();


--
-- Name: procrastinate_jobs procrastinate_trigger_abort_requested_events_v1; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER procrastinate_trigger_abort_requested_events_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.abort_requested = true)) EXECUTE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1();


--
-- Name: procrastinate_jobs procrastinate_trigger_delete_jobs_v1; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER procrastinate_trigger_delete_jobs_v1 BEFORE DELETE ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_unlink_periodic_defers_v1();


--
-- Name: procrastinate_jobs procrastinate_trigger_scheduled_events_v1; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER procrastinate_trigger_scheduled_events_v1 AFTER INSERT OR UPDATE ON public.procrastinate_jobs FOR EACH ROW WHEN (((new.scheduled_at IS NOT NULL) AND (new.status = 'todo'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1();


--
-- Name: procrastinate_jobs procrastinate_trigger_status_events_insert_v1; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER procrastinate_trigger_status_events_insert_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1();


--
-- Name: procrastinate_jobs procrastinate_trigger_status_events_update_v1; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER procrastinate_trigger_status_events_update_v1 AFTER UPDATE OF status ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_update_v1();


--
-- Name: appeals_appeal appeals_appeal_campaign_id_cb276959_fk_appeals_campaign_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeals_appeal
    ADD CONSTRAINT appeals_appeal_campaign_id_cb276959_fk_appeals_campaign_id FOREIGN KEY (campaign_id) REFERENCES public.appeals_campaign(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: appeals_appeal appeals_appeal_live_revision_id_04a48a43_fk_appeals_a; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeals_appeal
    ADD CONSTRAINT appeals_appeal_live_revision_id_04a48a43_fk_appeals_a FOREIGN KEY (live_revision_id) REFERENCES public.appeals_appealrevision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: appeals_appeal appeals_appeal_owner_id_11604e56_fk_auth_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeals_appeal
    ADD CONSTRAINT appeals_appeal_owner_id_11604e56_fk_auth_user_id FOREIGN KEY (owner_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: appeals_appealchange appeals_appealchange_actor_id_15b47702_fk_auth_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeals_appealchange
    ADD CONSTRAINT appeals_appealchange_actor_id_15b47702_fk_auth_user_id FOREIGN KEY (actor_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: appeals_appealchange appeals_appealchange_appeal_id_1a0d2759_fk_appeals_appeal_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeals_appealchange
    ADD CONSTRAINT appeals_appealchange_appeal_id_1a0d2759_fk_appeals_appeal_id FOREIGN KEY (appeal_id) REFERENCES public.appeals_appeal(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: appeals_appealchange appeals_appealchange_revision_id_27d76491_fk_appeals_a; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeals_appealchange
    ADD CONSTRAINT appeals_appealchange_revision_id_27d76491_fk_appeals_a FOREIGN KEY (revision_id) REFERENCES public.appeals_appealrevision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: appeals_appealhold appeals_appealhold_appeal_id_6ac2aea1_fk_appeals_appeal_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeals_appealhold
    ADD CONSTRAINT appeals_appealhold_appeal_id_6ac2aea1_fk_appeals_appeal_id FOREIGN KEY (appeal_id) REFERENCES public.appeals_appeal(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: appeals_appealhold appeals_appealhold_holder_id_c4d509e2_fk_auth_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeals_appealhold
    ADD CONSTRAINT appeals_appealhold_holder_id_c4d509e2_fk_auth_user_id FOREIGN KEY (holder_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: appeals_appealrevision appeals_appealrevision_appeal_id_c17e22cc_fk_appeals_appeal_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeals_appealrevision
    ADD CONSTRAINT appeals_appealrevision_appeal_id_c17e22cc_fk_appeals_appeal_id FOREIGN KEY (appeal_id) REFERENCES public.appeals_appeal(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: appeals_appealrevision appeals_appealrevision_published_by_id_b2eb7dc6_fk_auth_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeals_appealrevision
    ADD CONSTRAINT appeals_appealrevision_published_by_id_b2eb7dc6_fk_auth_user_id FOREIGN KEY (published_by_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: appeals_appealtest appeals_appealtest_appeal_id_29b11c00_fk_appeals_appeal_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeals_appealtest
    ADD CONSTRAINT appeals_appealtest_appeal_id_29b11c00_fk_appeals_appeal_id FOREIGN KEY (appeal_id) REFERENCES public.appeals_appeal(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: appeals_appealtest appeals_appealtest_ended_by_id_ae1145e0_fk_auth_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeals_appealtest
    ADD CONSTRAINT appeals_appealtest_ended_by_id_ae1145e0_fk_auth_user_id FOREIGN KEY (ended_by_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: appeals_appealtest appeals_appealtest_started_by_id_2db49cc0_fk_auth_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeals_appealtest
    ADD CONSTRAINT appeals_appealtest_started_by_id_2db49cc0_fk_auth_user_id FOREIGN KEY (started_by_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: appeals_askingswitch appeals_askingswitch_actor_id_f1d1e4a8_fk_auth_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeals_askingswitch
    ADD CONSTRAINT appeals_askingswitch_actor_id_f1d1e4a8_fk_auth_user_id FOREIGN KEY (actor_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: appeals_campaignchange appeals_campaignchan_campaign_id_eda15786_fk_appeals_c; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeals_campaignchange
    ADD CONSTRAINT appeals_campaignchan_campaign_id_eda15786_fk_appeals_c FOREIGN KEY (campaign_id) REFERENCES public.appeals_campaign(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: appeals_campaignchange appeals_campaignchange_actor_id_761bef75_fk_auth_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeals_campaignchange
    ADD CONSTRAINT appeals_campaignchange_actor_id_761bef75_fk_auth_user_id FOREIGN KEY (actor_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: appeals_campaigntotal appeals_campaigntota_campaign_id_17a1dd3e_fk_appeals_c; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeals_campaigntotal
    ADD CONSTRAINT appeals_campaigntota_campaign_id_17a1dd3e_fk_appeals_c FOREIGN KEY (campaign_id) REFERENCES public.appeals_campaign(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: appeals_sharesetting appeals_sharesetting_actor_id_3b81a992_fk_auth_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeals_sharesetting
    ADD CONSTRAINT appeals_sharesetting_actor_id_3b81a992_fk_auth_user_id FOREIGN KEY (actor_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: appeals_sharesetting appeals_sharesetting_appeal_id_79dd60fe_fk_appeals_appeal_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeals_sharesetting
    ADD CONSTRAINT appeals_sharesetting_appeal_id_79dd60fe_fk_appeals_appeal_id FOREIGN KEY (appeal_id) REFERENCES public.appeals_appeal(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: appeals_variant appeals_variant_appeal_id_595b4a99_fk_appeals_appeal_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeals_variant
    ADD CONSTRAINT appeals_variant_appeal_id_595b4a99_fk_appeals_appeal_id FOREIGN KEY (appeal_id) REFERENCES public.appeals_appeal(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: appeals_varianttext appeals_varianttext_variant_id_e662bd54_fk_appeals_variant_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeals_varianttext
    ADD CONSTRAINT appeals_varianttext_variant_id_e662bd54_fk_appeals_variant_id FOREIGN KEY (variant_id) REFERENCES public.appeals_variant(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: auth_group_permissions auth_group_permissio_permission_id_84c5c92e_fk_auth_perm; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: auth_group_permissions auth_group_permissions_group_id_b120cbf9_fk_auth_group_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: auth_permission auth_permission_content_type_id_2f476e4b_fk_django_co; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: auth_user_groups auth_user_groups_group_id_97559544_fk_auth_group_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_user_groups
    ADD CONSTRAINT auth_user_groups_group_id_97559544_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: auth_user_groups auth_user_groups_user_id_6a12ed8b_fk_auth_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_user_groups
    ADD CONSTRAINT auth_user_groups_user_id_6a12ed8b_fk_auth_user_id FOREIGN KEY (user_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: auth_user_user_permissions auth_user_user_permi_permission_id_1fbb5f2c_fk_auth_perm; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_user_user_permissions
    ADD CONSTRAINT auth_user_user_permi_permission_id_1fbb5f2c_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: auth_user_user_permissions auth_user_user_permissions_user_id_a95ead1b_fk_auth_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_user_user_permissions
    ADD CONSTRAINT auth_user_user_permissions_user_id_a95ead1b_fk_auth_user_id FOREIGN KEY (user_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: bank_bankevent bank_bankevent_collection_id_fc4ec50d_fk_bank_collection_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_bankevent
    ADD CONSTRAINT bank_bankevent_collection_id_fc4ec50d_fk_bank_collection_id FOREIGN KEY (collection_id) REFERENCES public.bank_collection(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: bank_bankevent bank_bankevent_file_id_56e62eaf_fk_bank_collectionfile_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_bankevent
    ADD CONSTRAINT bank_bankevent_file_id_56e62eaf_fk_bank_collectionfile_id FOREIGN KEY (file_id) REFERENCES public.bank_collectionfile(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: bank_bankevent bank_bankevent_mandate_id_f464a835_fk_bank_mandate_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_bankevent
    ADD CONSTRAINT bank_bankevent_mandate_id_f464a835_fk_bank_mandate_id FOREIGN KEY (mandate_id) REFERENCES public.bank_mandate(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: bank_bankline bank_bankline_notification_id_c58ac1ae_fk_bank_statement_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_bankline
    ADD CONSTRAINT bank_bankline_notification_id_c58ac1ae_fk_bank_statement_id FOREIGN KEY (notification_id) REFERENCES public.bank_statement(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: bank_bankline bank_bankline_statement_id_6fdbb798_fk_bank_statement_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_bankline
    ADD CONSTRAINT bank_bankline_statement_id_6fdbb798_fk_bank_statement_id FOREIGN KEY (statement_id) REFERENCES public.bank_statement(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: bank_collection bank_collection_file_id_a5d7d33f_fk_bank_collectionfile_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_collection
    ADD CONSTRAINT bank_collection_file_id_a5d7d33f_fk_bank_collectionfile_id FOREIGN KEY (file_id) REFERENCES public.bank_collectionfile(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: bank_collection bank_collection_mandate_id_5cd5b855_fk_bank_mandate_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_collection
    ADD CONSTRAINT bank_collection_mandate_id_5cd5b855_fk_bank_mandate_id FOREIGN KEY (mandate_id) REFERENCES public.bank_mandate(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: bank_collection bank_collection_page_id_9cd72aa8_fk_bank_mandatepage_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_collection
    ADD CONSTRAINT bank_collection_page_id_9cd72aa8_fk_bank_mandatepage_id FOREIGN KEY (page_id) REFERENCES public.bank_mandatepage(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: bank_expectedtransfer bank_expectedtransfe_reference_id_cbd11a0d_fk_bank_tran; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_expectedtransfer
    ADD CONSTRAINT bank_expectedtransfe_reference_id_cbd11a0d_fk_bank_tran FOREIGN KEY (reference_id) REFERENCES public.bank_transferreference(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: bank_mandate bank_mandate_supporter_id_51cb4729_fk_supporters_supporter_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_mandate
    ADD CONSTRAINT bank_mandate_supporter_id_51cb4729_fk_supporters_supporter_id FOREIGN KEY (supporter_id) REFERENCES public.supporters_supporter(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: bank_mandatepage bank_mandatepage_mandate_id_cb7e8805_fk_bank_mandate_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_mandatepage
    ADD CONSTRAINT bank_mandatepage_mandate_id_cb7e8805_fk_bank_mandate_id FOREIGN KEY (mandate_id) REFERENCES public.bank_mandate(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: bank_notedgift bank_notedgift_noted_by_id_f2476c7f_fk_auth_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_notedgift
    ADD CONSTRAINT bank_notedgift_noted_by_id_f2476c7f_fk_auth_user_id FOREIGN KEY (noted_by_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: bank_notedreversal bank_notedreversal_gift_id_d8232380_fk_bank_notedgift_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_notedreversal
    ADD CONSTRAINT bank_notedreversal_gift_id_d8232380_fk_bank_notedgift_id FOREIGN KEY (gift_id) REFERENCES public.bank_notedgift(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: bank_receivedtransfer bank_receivedtransfe_order_id_f3cfe86f_fk_bank_expe; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_receivedtransfer
    ADD CONSTRAINT bank_receivedtransfe_order_id_f3cfe86f_fk_bank_expe FOREIGN KEY (order_id) REFERENCES public.bank_expectedtransfer(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: bank_receivedtransfer bank_receivedtransfe_reference_id_dc66eaa0_fk_bank_tran; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_receivedtransfer
    ADD CONSTRAINT bank_receivedtransfe_reference_id_dc66eaa0_fk_bank_tran FOREIGN KEY (reference_id) REFERENCES public.bank_transferreference(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: bank_receivedtransfer bank_receivedtransfer_line_id_98b46b72_fk_bank_bankline_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_receivedtransfer
    ADD CONSTRAINT bank_receivedtransfer_line_id_98b46b72_fk_bank_bankline_id FOREIGN KEY (line_id) REFERENCES public.bank_bankline(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: bank_statement bank_statement_file_id_ff21b1da_fk_bank_statementfile_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_statement
    ADD CONSTRAINT bank_statement_file_id_ff21b1da_fk_bank_statementfile_id FOREIGN KEY (file_id) REFERENCES public.bank_statementfile(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: bank_transferback bank_transferback_line_id_4ed86272_fk_bank_bankline_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_transferback
    ADD CONSTRAINT bank_transferback_line_id_4ed86272_fk_bank_bankline_id FOREIGN KEY (line_id) REFERENCES public.bank_bankline(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: bank_transferback bank_transferback_received_id_c8f4a654_fk_bank_rece; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bank_transferback
    ADD CONSTRAINT bank_transferback_received_id_c8f4a654_fk_bank_rece FOREIGN KEY (received_id) REFERENCES public.bank_receivedtransfer(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: ledger_closedmonth ledger_closedmonth_closed_by_id_ffbf02b9_fk_auth_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_closedmonth
    ADD CONSTRAINT ledger_closedmonth_closed_by_id_ffbf02b9_fk_auth_user_id FOREIGN KEY (closed_by_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: ledger_correction ledger_correction_about_id_7ad7bb8c_fk_ledger_entry_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_correction
    ADD CONSTRAINT ledger_correction_about_id_7ad7bb8c_fk_ledger_entry_id FOREIGN KEY (about_id) REFERENCES public.ledger_entry(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: ledger_correction ledger_correction_decided_by_id_b99aa2fa_fk_auth_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_correction
    ADD CONSTRAINT ledger_correction_decided_by_id_b99aa2fa_fk_auth_user_id FOREIGN KEY (decided_by_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: ledger_correction ledger_correction_entry_id_10e89c9a_fk_ledger_entry_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_correction
    ADD CONSTRAINT ledger_correction_entry_id_10e89c9a_fk_ledger_entry_id FOREIGN KEY (entry_id) REFERENCES public.ledger_entry(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: ledger_correction ledger_correction_proposed_by_id_777433db_fk_auth_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_correction
    ADD CONSTRAINT ledger_correction_proposed_by_id_777433db_fk_auth_user_id FOREIGN KEY (proposed_by_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: ledger_correctionline ledger_correctionlin_correction_id_a729d11f_fk_ledger_co; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_correctionline
    ADD CONSTRAINT ledger_correctionlin_correction_id_a729d11f_fk_ledger_co FOREIGN KEY (correction_id) REFERENCES public.ledger_correction(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: ledger_transfer ledger_transfer_entry_id_10db8a1d_fk_ledger_entry_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_transfer
    ADD CONSTRAINT ledger_transfer_entry_id_10db8a1d_fk_ledger_entry_id FOREIGN KEY (entry_id) REFERENCES public.ledger_entry(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: payments_attempt payments_attempt_instrument_id_960fef2d_fk_payments_; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_attempt
    ADD CONSTRAINT payments_attempt_instrument_id_960fef2d_fk_payments_ FOREIGN KEY (instrument_id) REFERENCES public.payments_instrument(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: payments_attempt payments_attempt_payment_id_a18ea4ce_fk_payments_payment_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_attempt
    ADD CONSTRAINT payments_attempt_payment_id_a18ea4ce_fk_payments_payment_id FOREIGN KEY (payment_id) REFERENCES public.payments_payment(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: payments_attempt payments_attempt_provider_account_id_f9d36d68_fk_payments_; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_attempt
    ADD CONSTRAINT payments_attempt_provider_account_id_f9d36d68_fk_payments_ FOREIGN KEY (provider_account_id) REFERENCES public.payments_provideraccount(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: payments_attempt payments_attempt_refund_of_id_cde35841_fk_payments_; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_attempt
    ADD CONSTRAINT payments_attempt_refund_of_id_cde35841_fk_payments_ FOREIGN KEY (refund_of_id) REFERENCES public.payments_providerobject(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: payments_foreignobject payments_foreignobje_provider_account_id_1e36cefb_fk_payments_; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_foreignobject
    ADD CONSTRAINT payments_foreignobje_provider_account_id_1e36cefb_fk_payments_ FOREIGN KEY (provider_account_id) REFERENCES public.payments_provideraccount(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: payments_foreignobject payments_foreignobject_entry_id_97c57c33_fk_ledger_entry_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_foreignobject
    ADD CONSTRAINT payments_foreignobject_entry_id_97c57c33_fk_ledger_entry_id FOREIGN KEY (entry_id) REFERENCES public.ledger_entry(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: payments_inboxevent payments_inboxevent_provider_account_id_184dbc5c_fk_payments_; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_inboxevent
    ADD CONSTRAINT payments_inboxevent_provider_account_id_184dbc5c_fk_payments_ FOREIGN KEY (provider_account_id) REFERENCES public.payments_provideraccount(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: payments_instrument payments_instrument_copy_of_id_5be7af2d_fk_payments_; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_instrument
    ADD CONSTRAINT payments_instrument_copy_of_id_5be7af2d_fk_payments_ FOREIGN KEY (copy_of_id) REFERENCES public.payments_instrument(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: payments_instrument payments_instrument_provider_account_id_58a4d9e2_fk_payments_; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_instrument
    ADD CONSTRAINT payments_instrument_provider_account_id_58a4d9e2_fk_payments_ FOREIGN KEY (provider_account_id) REFERENCES public.payments_provideraccount(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: payments_instrument payments_instrument_supporter_id_b7d607de_fk_supporter; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_instrument
    ADD CONSTRAINT payments_instrument_supporter_id_b7d607de_fk_supporter FOREIGN KEY (supporter_id) REFERENCES public.supporters_supporter(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: payments_instrumentsetup payments_instruments_pledge_id_5df93ca5_fk_payments_; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_instrumentsetup
    ADD CONSTRAINT payments_instruments_pledge_id_5df93ca5_fk_payments_ FOREIGN KEY (pledge_id) REFERENCES public.payments_pledge(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: payments_instrumentsetup payments_instruments_provider_account_id_fe254576_fk_payments_; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_instrumentsetup
    ADD CONSTRAINT payments_instruments_provider_account_id_fe254576_fk_payments_ FOREIGN KEY (provider_account_id) REFERENCES public.payments_provideraccount(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: payments_payment payments_payment_paid_entry_id_37afc862_fk_ledger_entry_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_payment
    ADD CONSTRAINT payments_payment_paid_entry_id_37afc862_fk_ledger_entry_id FOREIGN KEY (paid_entry_id) REFERENCES public.ledger_entry(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: payments_payment payments_payment_pledge_id_cfe59e3f_fk_payments_pledge_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_payment
    ADD CONSTRAINT payments_payment_pledge_id_cfe59e3f_fk_payments_pledge_id FOREIGN KEY (pledge_id) REFERENCES public.payments_pledge(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: payments_payment payments_payment_supporter_id_466209dc_fk_supporter; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_payment
    ADD CONSTRAINT payments_payment_supporter_id_466209dc_fk_supporter FOREIGN KEY (supporter_id) REFERENCES public.supporters_supporter(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: payments_payout payments_payout_entry_id_8fbf32c2_fk_ledger_entry_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_payout
    ADD CONSTRAINT payments_payout_entry_id_8fbf32c2_fk_ledger_entry_id FOREIGN KEY (entry_id) REFERENCES public.ledger_entry(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: payments_payout payments_payout_provider_account_id_fe6720fa_fk_payments_; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_payout
    ADD CONSTRAINT payments_payout_provider_account_id_fe6720fa_fk_payments_ FOREIGN KEY (provider_account_id) REFERENCES public.payments_provideraccount(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: payments_payout payments_payout_reversal_id_cb9cb762_fk_ledger_entry_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_payout
    ADD CONSTRAINT payments_payout_reversal_id_cb9cb762_fk_ledger_entry_id FOREIGN KEY (reversal_id) REFERENCES public.ledger_entry(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: payments_payoutpart payments_payoutpart_foreign_id_a7c284a5_fk_payments_; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_payoutpart
    ADD CONSTRAINT payments_payoutpart_foreign_id_a7c284a5_fk_payments_ FOREIGN KEY (foreign_id) REFERENCES public.payments_foreignobject(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: payments_payoutpart payments_payoutpart_payout_id_7cb2d441_fk_payments_payout_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_payoutpart
    ADD CONSTRAINT payments_payoutpart_payout_id_7cb2d441_fk_payments_payout_id FOREIGN KEY (payout_id) REFERENCES public.payments_payout(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: payments_payoutpart payments_payoutpart_provider_object_id_961019b1_fk_payments_; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_payoutpart
    ADD CONSTRAINT payments_payoutpart_provider_object_id_961019b1_fk_payments_ FOREIGN KEY (provider_object_id) REFERENCES public.payments_providerobject(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: payments_pledge payments_pledge_former_instrument_id_8cb63884_fk_payments_; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_pledge
    ADD CONSTRAINT payments_pledge_former_instrument_id_8cb63884_fk_payments_ FOREIGN KEY (former_instrument_id) REFERENCES public.payments_instrument(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: payments_pledge payments_pledge_instrument_id_46dc28d6_fk_payments_; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_pledge
    ADD CONSTRAINT payments_pledge_instrument_id_46dc28d6_fk_payments_ FOREIGN KEY (instrument_id) REFERENCES public.payments_instrument(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: payments_pledge payments_pledge_moving_to_id_cf568ef2_fk_payments_; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_pledge
    ADD CONSTRAINT payments_pledge_moving_to_id_cf568ef2_fk_payments_ FOREIGN KEY (moving_to_id) REFERENCES public.payments_provideraccount(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: payments_pledge payments_pledge_provider_account_id_1571674d_fk_payments_; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_pledge
    ADD CONSTRAINT payments_pledge_provider_account_id_1571674d_fk_payments_ FOREIGN KEY (provider_account_id) REFERENCES public.payments_provideraccount(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: payments_pledge payments_pledge_supporter_id_f02302ca_fk_supporter; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_pledge
    ADD CONSTRAINT payments_pledge_supporter_id_f02302ca_fk_supporter FOREIGN KEY (supporter_id) REFERENCES public.supporters_supporter(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: payments_providerobject payments_providerobj_attempt_id_f8ce336a_fk_payments_; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_providerobject
    ADD CONSTRAINT payments_providerobj_attempt_id_f8ce336a_fk_payments_ FOREIGN KEY (attempt_id) REFERENCES public.payments_attempt(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: payments_providerobject payments_providerobj_charge_id_987233c2_fk_payments_; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_providerobject
    ADD CONSTRAINT payments_providerobj_charge_id_987233c2_fk_payments_ FOREIGN KEY (charge_id) REFERENCES public.payments_providerobject(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: payments_providerobject payments_providerobj_payment_id_0bb2cbf3_fk_payments_; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_providerobject
    ADD CONSTRAINT payments_providerobj_payment_id_0bb2cbf3_fk_payments_ FOREIGN KEY (payment_id) REFERENCES public.payments_payment(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: payments_providerobject payments_providerobj_provider_account_id_dcd98375_fk_payments_; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_providerobject
    ADD CONSTRAINT payments_providerobj_provider_account_id_dcd98375_fk_payments_ FOREIGN KEY (provider_account_id) REFERENCES public.payments_provideraccount(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: payments_providerobject payments_providerobject_entry_id_9b1be79b_fk_ledger_entry_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_providerobject
    ADD CONSTRAINT payments_providerobject_entry_id_9b1be79b_fk_ledger_entry_id FOREIGN KEY (entry_id) REFERENCES public.ledger_entry(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: payments_providerpace payments_providerpac_provider_account_id_61bd5ec5_fk_payments_; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_providerpace
    ADD CONSTRAINT payments_providerpac_provider_account_id_61bd5ec5_fk_payments_ FOREIGN KEY (provider_account_id) REFERENCES public.payments_provideraccount(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: payments_receipt payments_receipt_payment_id_5c31062a_fk_payments_payment_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_receipt
    ADD CONSTRAINT payments_receipt_payment_id_5c31062a_fk_payments_payment_id FOREIGN KEY (payment_id) REFERENCES public.payments_payment(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: payments_receipt payments_receipt_provider_object_id_78c8cf1e_fk_payments_; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_receipt
    ADD CONSTRAINT payments_receipt_provider_object_id_78c8cf1e_fk_payments_ FOREIGN KEY (provider_object_id) REFERENCES public.payments_providerobject(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: payments_statechange payments_statechange_payment_id_336af7b2_fk_payments_payment_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_statechange
    ADD CONSTRAINT payments_statechange_payment_id_336af7b2_fk_payments_payment_id FOREIGN KEY (payment_id) REFERENCES public.payments_payment(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: payments_statechange payments_statechange_pledge_id_0f1ce281_fk_payments_pledge_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments_statechange
    ADD CONSTRAINT payments_statechange_pledge_id_0f1ce281_fk_payments_pledge_id FOREIGN KEY (pledge_id) REFERENCES public.payments_pledge(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: procrastinate_events procrastinate_events_job_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id) ON DELETE CASCADE;


--
-- Name: procrastinate_jobs procrastinate_jobs_worker_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_worker_id_fkey FOREIGN KEY (worker_id) REFERENCES public.procrastinate_workers(id) ON DELETE SET NULL;


--
-- Name: procrastinate_periodic_defers procrastinate_periodic_defers_job_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id);


--
-- Name: publication_article publication_article_lead_image_id_ef19688f_fk_wagtailim; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.publication_article
    ADD CONSTRAINT publication_article_lead_image_id_ef19688f_fk_wagtailim FOREIGN KEY (lead_image_id) REFERENCES public.wagtailimages_image(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: publication_article publication_article_page_ptr_id_3cce55b7_fk_wagtailcore_page_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.publication_article
    ADD CONSTRAINT publication_article_page_ptr_id_3cce55b7_fk_wagtailcore_page_id FOREIGN KEY (page_ptr_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: publication_articletopic publication_articlet_content_object_id_2505f26c_fk_publicati; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.publication_articletopic
    ADD CONSTRAINT publication_articlet_content_object_id_2505f26c_fk_publicati FOREIGN KEY (content_object_id) REFERENCES public.publication_article(page_ptr_id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: publication_articletopic publication_articletopic_tag_id_71a07090_fk_taggit_tag_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.publication_articletopic
    ADD CONSTRAINT publication_articletopic_tag_id_71a07090_fk_taggit_tag_id FOREIGN KEY (tag_id) REFERENCES public.taggit_tag(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: publication_frontpage publication_frontpag_lead_id_d593a1f8_fk_publicati; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.publication_frontpage
    ADD CONSTRAINT publication_frontpag_lead_id_d593a1f8_fk_publicati FOREIGN KEY (lead_id) REFERENCES public.publication_article(page_ptr_id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: publication_frontpage publication_frontpag_page_ptr_id_bffa21ae_fk_wagtailco; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.publication_frontpage
    ADD CONSTRAINT publication_frontpag_page_ptr_id_bffa21ae_fk_wagtailco FOREIGN KEY (page_ptr_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: publication_section publication_section_page_ptr_id_e72f3122_fk_wagtailcore_page_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.publication_section
    ADD CONSTRAINT publication_section_page_ptr_id_e72f3122_fk_wagtailcore_page_id FOREIGN KEY (page_ptr_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: reminders_reminder reminders_reminder_supporter_id_8a8a0b7f_fk_supporter; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reminders_reminder
    ADD CONSTRAINT reminders_reminder_supporter_id_8a8a0b7f_fk_supporter FOREIGN KEY (supporter_id) REFERENCES public.supporters_supporter(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: taggit_taggeditem taggit_taggeditem_content_type_id_9957a03c_fk_django_co; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.taggit_taggeditem
    ADD CONSTRAINT taggit_taggeditem_content_type_id_9957a03c_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: taggit_taggeditem taggit_taggeditem_tag_id_f4f5b767_fk_taggit_tag_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.taggit_taggeditem
    ADD CONSTRAINT taggit_taggeditem_tag_id_f4f5b767_fk_taggit_tag_id FOREIGN KEY (tag_id) REFERENCES public.taggit_tag(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: ledger_transfer transfer_credit_account_currency; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_transfer
    ADD CONSTRAINT transfer_credit_account_currency FOREIGN KEY (credit_account_id, currency) REFERENCES public.ledger_account(id, currency);


--
-- Name: ledger_transfer transfer_debit_account_currency; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_transfer
    ADD CONSTRAINT transfer_debit_account_currency FOREIGN KEY (debit_account_id, currency) REFERENCES public.ledger_account(id, currency);


--
-- Name: wagtailadmin_editingsession wagtailadmin_editing_content_type_id_4df7730e_fk_django_co; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailadmin_editingsession
    ADD CONSTRAINT wagtailadmin_editing_content_type_id_4df7730e_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailadmin_editingsession wagtailadmin_editingsession_user_id_6e1a9b70_fk_auth_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailadmin_editingsession
    ADD CONSTRAINT wagtailadmin_editingsession_user_id_6e1a9b70_fk_auth_user_id FOREIGN KEY (user_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailadmin_formstate wagtailadmin_formsta_content_type_id_e32438b3_fk_django_co; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailadmin_formstate
    ADD CONSTRAINT wagtailadmin_formsta_content_type_id_e32438b3_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailadmin_formstate wagtailadmin_formstate_user_id_b910adc2_fk_auth_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailadmin_formstate
    ADD CONSTRAINT wagtailadmin_formstate_user_id_b910adc2_fk_auth_user_id FOREIGN KEY (user_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_apitoken wagtailcore_apitoken_user_id_49b1141b_fk_auth_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_apitoken
    ADD CONSTRAINT wagtailcore_apitoken_user_id_49b1141b_fk_auth_user_id FOREIGN KEY (user_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_collectionviewrestriction wagtailcore_collecti_collection_id_761908ec_fk_wagtailco; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_collectionviewrestriction
    ADD CONSTRAINT wagtailcore_collecti_collection_id_761908ec_fk_wagtailco FOREIGN KEY (collection_id) REFERENCES public.wagtailcore_collection(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_collectionviewrestriction_groups wagtailcore_collecti_collectionviewrestri_47320efd_fk_wagtailco; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_collectionviewrestriction_groups
    ADD CONSTRAINT wagtailcore_collecti_collectionviewrestri_47320efd_fk_wagtailco FOREIGN KEY (collectionviewrestriction_id) REFERENCES public.wagtailcore_collectionviewrestriction(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_collectionviewrestriction_groups wagtailcore_collecti_group_id_1823f2a3_fk_auth_grou; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_collectionviewrestriction_groups
    ADD CONSTRAINT wagtailcore_collecti_group_id_1823f2a3_fk_auth_grou FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_comment wagtailcore_comment_page_id_108444b5_fk_wagtailcore_page_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_comment
    ADD CONSTRAINT wagtailcore_comment_page_id_108444b5_fk_wagtailcore_page_id FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_comment wagtailcore_comment_resolved_by_id_a282aa0e_fk_auth_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_comment
    ADD CONSTRAINT wagtailcore_comment_resolved_by_id_a282aa0e_fk_auth_user_id FOREIGN KEY (resolved_by_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_comment wagtailcore_comment_revision_created_id_1d058279_fk_wagtailco; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_comment
    ADD CONSTRAINT wagtailcore_comment_revision_created_id_1d058279_fk_wagtailco FOREIGN KEY (revision_created_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_comment wagtailcore_comment_user_id_0c577ca6_fk_auth_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_comment
    ADD CONSTRAINT wagtailcore_comment_user_id_0c577ca6_fk_auth_user_id FOREIGN KEY (user_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_commentreply wagtailcore_commentr_comment_id_afc7e027_fk_wagtailco; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_commentreply
    ADD CONSTRAINT wagtailcore_commentr_comment_id_afc7e027_fk_wagtailco FOREIGN KEY (comment_id) REFERENCES public.wagtailcore_comment(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_commentreply wagtailcore_commentreply_user_id_d0b3b9c3_fk_auth_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_commentreply
    ADD CONSTRAINT wagtailcore_commentreply_user_id_d0b3b9c3_fk_auth_user_id FOREIGN KEY (user_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_groupapprovaltask_groups wagtailcore_groupapp_group_id_2e64b61f_fk_auth_grou; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_groupapprovaltask_groups
    ADD CONSTRAINT wagtailcore_groupapp_group_id_2e64b61f_fk_auth_grou FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_groupapprovaltask_groups wagtailcore_groupapp_groupapprovaltask_id_9a9255ea_fk_wagtailco; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_groupapprovaltask_groups
    ADD CONSTRAINT wagtailcore_groupapp_groupapprovaltask_id_9a9255ea_fk_wagtailco FOREIGN KEY (groupapprovaltask_id) REFERENCES public.wagtailcore_groupapprovaltask(task_ptr_id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_groupapprovaltask wagtailcore_groupapp_task_ptr_id_cfe58781_fk_wagtailco; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_groupapprovaltask
    ADD CONSTRAINT wagtailcore_groupapp_task_ptr_id_cfe58781_fk_wagtailco FOREIGN KEY (task_ptr_id) REFERENCES public.wagtailcore_task(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_groupcollectionpermission wagtailcore_groupcol_collection_id_5423575a_fk_wagtailco; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_groupcollectionpermission
    ADD CONSTRAINT wagtailcore_groupcol_collection_id_5423575a_fk_wagtailco FOREIGN KEY (collection_id) REFERENCES public.wagtailcore_collection(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_groupcollectionpermission wagtailcore_groupcol_group_id_05d61460_fk_auth_grou; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_groupcollectionpermission
    ADD CONSTRAINT wagtailcore_groupcol_group_id_05d61460_fk_auth_grou FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_groupcollectionpermission wagtailcore_groupcol_permission_id_1b626275_fk_auth_perm; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_groupcollectionpermission
    ADD CONSTRAINT wagtailcore_groupcol_permission_id_1b626275_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_grouppagepermission wagtailcore_grouppag_group_id_fc07e671_fk_auth_grou; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_grouppagepermission
    ADD CONSTRAINT wagtailcore_grouppag_group_id_fc07e671_fk_auth_grou FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_grouppagepermission wagtailcore_grouppag_page_id_710b114a_fk_wagtailco; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_grouppagepermission
    ADD CONSTRAINT wagtailcore_grouppag_page_id_710b114a_fk_wagtailco FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_grouppagepermission wagtailcore_grouppag_permission_id_05acb22e_fk_auth_perm; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_grouppagepermission
    ADD CONSTRAINT wagtailcore_grouppag_permission_id_05acb22e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_groupsitepermission wagtailcore_groupsit_group_id_e5cdbee4_fk_auth_grou; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_groupsitepermission
    ADD CONSTRAINT wagtailcore_groupsit_group_id_e5cdbee4_fk_auth_grou FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_groupsitepermission wagtailcore_groupsit_permission_id_459b1f38_fk_auth_perm; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_groupsitepermission
    ADD CONSTRAINT wagtailcore_groupsit_permission_id_459b1f38_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_groupsitepermission wagtailcore_groupsit_site_id_245de488_fk_wagtailco; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_groupsitepermission
    ADD CONSTRAINT wagtailcore_groupsit_site_id_245de488_fk_wagtailco FOREIGN KEY (site_id) REFERENCES public.wagtailcore_site(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_modellogentry wagtailcore_modellog_content_type_id_68849e77_fk_django_co; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_modellogentry
    ADD CONSTRAINT wagtailcore_modellog_content_type_id_68849e77_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_page wagtailcore_page_alias_of_id_12945502_fk_wagtailcore_page_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_alias_of_id_12945502_fk_wagtailcore_page_id FOREIGN KEY (alias_of_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_page wagtailcore_page_content_type_id_c28424df_fk_django_co; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_content_type_id_c28424df_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_page wagtailcore_page_latest_revision_id_e60fef51_fk_wagtailco; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_latest_revision_id_e60fef51_fk_wagtailco FOREIGN KEY (latest_revision_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_page wagtailcore_page_live_revision_id_930bd822_fk_wagtailco; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_live_revision_id_930bd822_fk_wagtailco FOREIGN KEY (live_revision_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_page wagtailcore_page_locale_id_3c7e30a6_fk_wagtailcore_locale_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_locale_id_3c7e30a6_fk_wagtailcore_locale_id FOREIGN KEY (locale_id) REFERENCES public.wagtailcore_locale(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_page wagtailcore_page_locked_by_id_bcb86245_fk_auth_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_locked_by_id_bcb86245_fk_auth_user_id FOREIGN KEY (locked_by_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_page wagtailcore_page_owner_id_fbf7c332_fk_auth_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_owner_id_fbf7c332_fk_auth_user_id FOREIGN KEY (owner_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_pagelogentry wagtailcore_pageloge_content_type_id_74e7708a_fk_django_co; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_pagelogentry
    ADD CONSTRAINT wagtailcore_pageloge_content_type_id_74e7708a_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_revision wagtailcore_pagerevision_user_id_2409d2f4_fk_auth_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_revision
    ADD CONSTRAINT wagtailcore_pagerevision_user_id_2409d2f4_fk_auth_user_id FOREIGN KEY (user_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_pagesubscription wagtailcore_pagesubs_page_id_a085e7a6_fk_wagtailco; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_pagesubscription
    ADD CONSTRAINT wagtailcore_pagesubs_page_id_a085e7a6_fk_wagtailco FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_pagesubscription wagtailcore_pagesubscription_user_id_89d7def9_fk_auth_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_pagesubscription
    ADD CONSTRAINT wagtailcore_pagesubscription_user_id_89d7def9_fk_auth_user_id FOREIGN KEY (user_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_pageviewrestriction_groups wagtailcore_pageview_group_id_6460f223_fk_auth_grou; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_pageviewrestriction_groups
    ADD CONSTRAINT wagtailcore_pageview_group_id_6460f223_fk_auth_grou FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_pageviewrestriction wagtailcore_pageview_page_id_15a8bea6_fk_wagtailco; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_pageviewrestriction
    ADD CONSTRAINT wagtailcore_pageview_page_id_15a8bea6_fk_wagtailco FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_pageviewrestriction_groups wagtailcore_pageview_pageviewrestriction__f147a99a_fk_wagtailco; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_pageviewrestriction_groups
    ADD CONSTRAINT wagtailcore_pageview_pageviewrestriction__f147a99a_fk_wagtailco FOREIGN KEY (pageviewrestriction_id) REFERENCES public.wagtailcore_pageviewrestriction(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_referenceindex wagtailcore_referenc_base_content_type_id_313cf40f_fk_django_co; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_referenceindex
    ADD CONSTRAINT wagtailcore_referenc_base_content_type_id_313cf40f_fk_django_co FOREIGN KEY (base_content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_referenceindex wagtailcore_referenc_content_type_id_766e0336_fk_django_co; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_referenceindex
    ADD CONSTRAINT wagtailcore_referenc_content_type_id_766e0336_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_referenceindex wagtailcore_referenc_to_content_type_id_93690bbd_fk_django_co; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_referenceindex
    ADD CONSTRAINT wagtailcore_referenc_to_content_type_id_93690bbd_fk_django_co FOREIGN KEY (to_content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_revision wagtailcore_revision_base_content_type_id_5b4ef7bd_fk_django_co; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_revision
    ADD CONSTRAINT wagtailcore_revision_base_content_type_id_5b4ef7bd_fk_django_co FOREIGN KEY (base_content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_revision wagtailcore_revision_content_type_id_c8cb69c0_fk_django_co; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_revision
    ADD CONSTRAINT wagtailcore_revision_content_type_id_c8cb69c0_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_site wagtailcore_site_root_page_id_e02fb95c_fk_wagtailcore_page_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_site
    ADD CONSTRAINT wagtailcore_site_root_page_id_e02fb95c_fk_wagtailcore_page_id FOREIGN KEY (root_page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_task wagtailcore_task_content_type_id_249ab8ba_fk_django_co; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_task
    ADD CONSTRAINT wagtailcore_task_content_type_id_249ab8ba_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_taskstate wagtailcore_taskstat_content_type_id_0a758fdc_fk_django_co; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_taskstate
    ADD CONSTRAINT wagtailcore_taskstat_content_type_id_0a758fdc_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_taskstate wagtailcore_taskstat_revision_id_df25a499_fk_wagtailco; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_taskstate
    ADD CONSTRAINT wagtailcore_taskstat_revision_id_df25a499_fk_wagtailco FOREIGN KEY (revision_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_taskstate wagtailcore_taskstat_workflow_state_id_9239a775_fk_wagtailco; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_taskstate
    ADD CONSTRAINT wagtailcore_taskstat_workflow_state_id_9239a775_fk_wagtailco FOREIGN KEY (workflow_state_id) REFERENCES public.wagtailcore_workflowstate(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_taskstate wagtailcore_taskstate_finished_by_id_13f98229_fk_auth_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_taskstate
    ADD CONSTRAINT wagtailcore_taskstate_finished_by_id_13f98229_fk_auth_user_id FOREIGN KEY (finished_by_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_taskstate wagtailcore_taskstate_task_id_c3677c34_fk_wagtailcore_task_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_taskstate
    ADD CONSTRAINT wagtailcore_taskstate_task_id_c3677c34_fk_wagtailcore_task_id FOREIGN KEY (task_id) REFERENCES public.wagtailcore_task(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_uploadedfile wagtailcore_uploaded_for_content_type_id_b0fc87b2_fk_django_co; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_uploadedfile
    ADD CONSTRAINT wagtailcore_uploaded_for_content_type_id_b0fc87b2_fk_django_co FOREIGN KEY (for_content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_uploadedfile wagtailcore_uploaded_uploaded_by_user_id_c7580fe8_fk_auth_user; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_uploadedfile
    ADD CONSTRAINT wagtailcore_uploaded_uploaded_by_user_id_c7580fe8_fk_auth_user FOREIGN KEY (uploaded_by_user_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_workflowstate wagtailcore_workflow_base_content_type_id_a30dc576_fk_django_co; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_workflowstate
    ADD CONSTRAINT wagtailcore_workflow_base_content_type_id_a30dc576_fk_django_co FOREIGN KEY (base_content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_workflowstate wagtailcore_workflow_content_type_id_2bb78ce1_fk_django_co; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_workflowstate
    ADD CONSTRAINT wagtailcore_workflow_content_type_id_2bb78ce1_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_workflowcontenttype wagtailcore_workflow_content_type_id_b261bb37_fk_django_co; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_workflowcontenttype
    ADD CONSTRAINT wagtailcore_workflow_content_type_id_b261bb37_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_workflowstate wagtailcore_workflow_current_task_state_i_3a1a0632_fk_wagtailco; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_workflowstate
    ADD CONSTRAINT wagtailcore_workflow_current_task_state_i_3a1a0632_fk_wagtailco FOREIGN KEY (current_task_state_id) REFERENCES public.wagtailcore_taskstate(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_workflowpage wagtailcore_workflow_page_id_81e7bab6_fk_wagtailco; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_workflowpage
    ADD CONSTRAINT wagtailcore_workflow_page_id_81e7bab6_fk_wagtailco FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_workflowstate wagtailcore_workflow_requested_by_id_4090bca3_fk_auth_user; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_workflowstate
    ADD CONSTRAINT wagtailcore_workflow_requested_by_id_4090bca3_fk_auth_user FOREIGN KEY (requested_by_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_workflowtask wagtailcore_workflow_task_id_ce7716fe_fk_wagtailco; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_workflowtask
    ADD CONSTRAINT wagtailcore_workflow_task_id_ce7716fe_fk_wagtailco FOREIGN KEY (task_id) REFERENCES public.wagtailcore_task(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_workflowstate wagtailcore_workflow_workflow_id_1f18378f_fk_wagtailco; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_workflowstate
    ADD CONSTRAINT wagtailcore_workflow_workflow_id_1f18378f_fk_wagtailco FOREIGN KEY (workflow_id) REFERENCES public.wagtailcore_workflow(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_workflowpage wagtailcore_workflow_workflow_id_56f56ff6_fk_wagtailco; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_workflowpage
    ADD CONSTRAINT wagtailcore_workflow_workflow_id_56f56ff6_fk_wagtailco FOREIGN KEY (workflow_id) REFERENCES public.wagtailcore_workflow(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_workflowcontenttype wagtailcore_workflow_workflow_id_9aad7cd2_fk_wagtailco; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_workflowcontenttype
    ADD CONSTRAINT wagtailcore_workflow_workflow_id_9aad7cd2_fk_wagtailco FOREIGN KEY (workflow_id) REFERENCES public.wagtailcore_workflow(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailcore_workflowtask wagtailcore_workflow_workflow_id_b9717175_fk_wagtailco; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailcore_workflowtask
    ADD CONSTRAINT wagtailcore_workflow_workflow_id_b9717175_fk_wagtailco FOREIGN KEY (workflow_id) REFERENCES public.wagtailcore_workflow(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtaildocs_document wagtaildocs_document_collection_id_23881625_fk_wagtailco; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtaildocs_document
    ADD CONSTRAINT wagtaildocs_document_collection_id_23881625_fk_wagtailco FOREIGN KEY (collection_id) REFERENCES public.wagtailcore_collection(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtaildocs_document wagtaildocs_document_uploaded_by_user_id_17258b41_fk_auth_user; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtaildocs_document
    ADD CONSTRAINT wagtaildocs_document_uploaded_by_user_id_17258b41_fk_auth_user FOREIGN KEY (uploaded_by_user_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailimages_image wagtailimages_image_collection_id_c2f8af7e_fk_wagtailco; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailimages_image
    ADD CONSTRAINT wagtailimages_image_collection_id_c2f8af7e_fk_wagtailco FOREIGN KEY (collection_id) REFERENCES public.wagtailcore_collection(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailimages_image wagtailimages_image_uploaded_by_user_id_5d73dc75_fk_auth_user; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailimages_image
    ADD CONSTRAINT wagtailimages_image_uploaded_by_user_id_5d73dc75_fk_auth_user FOREIGN KEY (uploaded_by_user_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailimages_rendition wagtailimages_rendit_image_id_3e1fd774_fk_wagtailim; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailimages_rendition
    ADD CONSTRAINT wagtailimages_rendit_image_id_3e1fd774_fk_wagtailim FOREIGN KEY (image_id) REFERENCES public.wagtailimages_image(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailsearch_indexentry wagtailsearch_indexe_content_type_id_62ed694f_fk_django_co; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailsearch_indexentry
    ADD CONSTRAINT wagtailsearch_indexe_content_type_id_62ed694f_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: wagtailusers_userprofile wagtailusers_userprofile_user_id_59c92331_fk_auth_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wagtailusers_userprofile
    ADD CONSTRAINT wagtailusers_userprofile_user_id_59c92331_fk_auth_user_id FOREIGN KEY (user_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- PostgreSQL database dump complete
--


